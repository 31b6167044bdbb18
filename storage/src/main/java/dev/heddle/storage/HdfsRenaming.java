package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** The name node's rename, which is atomic and, asked to, replaces a file. */
final class HdfsRenaming implements Renaming {

  private final FileSystem fileSystem;
  private FileContext context;

  HdfsRenaming(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public void publish(URI from, URI to) throws IOException {
    context().rename(new Path(from), new Path(to), Rename.NONE);
  }

  @Override
  public void replace(URI file, Content content) throws IOException {
    Path target = new Path(file);
    Path temporary =
        new Path(target.getParent(), "_temporary-" + target.getName() + "-" + UUID.randomUUID());
    try {
      write(temporary, content);
      context().rename(temporary, target, Rename.OVERWRITE);
    } catch (IOException | RuntimeException failure) {
      fileSystem.delete(temporary, false);
      throw failure;
    }
  }

  private void write(Path file, Content content) throws IOException {
    try (FSDataOutputStream stream = fileSystem.create(file, true)) {
      content.writeTo(stream);
      stream.hsync();
    }
  }

  /** Made once: it holds a connection of its own. */
  private synchronized FileContext context() throws IOException {
    if (context == null) {
      context = FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf());
    }
    return context;
  }
}
