package dev.heddle.trainer.checkpoint;

import dev.heddle.storage.Content;
import dev.heddle.storage.DurableOutput;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.FolderLock;
import dev.heddle.storage.Publication;
import dev.heddle.storage.SeekableFile;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;

/**
 * A storage whose process is killed at one of its changes: that change and all later ones do not
 * happen.
 */
final class DyingStorage implements Storage {
  private static final long serialVersionUID = 1L;

  private final Storage real;
  private int changesLeft;

  DyingStorage(Storage real, int changes) {
    this.real = real;
    this.changesLeft = changes;
  }

  private void change() {
    if (changesLeft-- <= 0) {
      throw new StorageException("No space left on device");
    }
  }

  @Override
  public URI resolve(String path) {
    return real.resolve(path);
  }

  @Override
  public boolean exists(URI file) {
    return real.exists(file);
  }

  @Override
  public FileStatus status(URI file) {
    return real.status(file);
  }

  @Override
  public List<FileStatus> list(URI folder) {
    return real.list(folder);
  }

  @Override
  public List<FileStatus> walk(URI root) {
    return real.walk(root);
  }

  @Override
  public List<FileStatus> glob(String pattern) {
    return real.glob(pattern);
  }

  @Override
  public InputStream open(URI file) {
    return real.open(file);
  }

  @Override
  public SeekableFile openSeekable(URI file) {
    return real.openSeekable(file);
  }

  @Override
  public OutputStream create(URI file) {
    change();
    return new FilterOutputStream(real.create(file)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        change();
        out.write(bytes, offset, length);
      }
    };
  }

  @Override
  public DurableOutput append(URI file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replace(URI file, Content content) {
    change();
    real.replace(file, content);
  }

  @Override
  public void delete(URI file) {
    change();
    real.delete(file);
  }

  @Override
  public void createFolders(URI folder) {
    change();
    real.createFolders(folder);
  }

  @Override
  public Publication stage(URI target) {
    change();
    Publication publication = real.stage(target);
    return new Publication() {
      @Override
      public URI folder() {
        return publication.folder();
      }

      @Override
      public URI target() {
        return publication.target();
      }

      @Override
      public void publish() {
        change();
        publication.publish();
      }

      @Override
      public void close() {
        // The dead do not tidy up.
        if (changesLeft > 0) {
          publication.close();
        }
      }
    };
  }

  @Override
  public List<FileStatus> temporaries(URI target) {
    return real.temporaries(target);
  }

  @Override
  public FolderLock lock(URI folder) {
    return real.lock(folder);
  }
}
