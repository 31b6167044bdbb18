package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * For stores that put whole files and have no rename. A file is replaced by one put, which is
 * atomic; a folder is copied file by file, its {@value Publication#MANIFEST} last, so readers that
 * ask for the manifest never see half a folder.
 */
final class ObjectStoreRenaming implements Renaming {

  private final FileSystem fileSystem;

  ObjectStoreRenaming(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public void publish(URI from, URI to) throws IOException {
    Path source = new Path(from);
    Path target = new Path(to);
    if (fileSystem.exists(target)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    fileSystem.mkdirs(target);
    for (Path child : manifestLast(source)) {
      if (!fileSystem.rename(child, new Path(target, child.getName()))) {
        throw new IOException("the store refused to rename " + child);
      }
    }
    fileSystem.delete(source, true);
  }

  private List<Path> manifestLast(Path folder) throws IOException {
    return Arrays.stream(fileSystem.listStatus(folder))
        .map(FileStatus::getPath)
        .sorted(Comparator.comparing(path -> path.getName().equals(Publication.MANIFEST)))
        .toList();
  }

  @Override
  public void replace(URI file, Content content) throws IOException {
    FSDataOutputStream stream = fileSystem.create(new Path(file), true);
    try {
      content.writeTo(stream);
    } catch (IOException | RuntimeException failure) {
      abandon(stream);
      throw failure;
    }
    stream.close();
  }

  /** Closing would put the part that was written in the place of the file. */
  private static void abandon(FSDataOutputStream stream) {
    if (stream.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
      stream.abort();
    }
  }
}
