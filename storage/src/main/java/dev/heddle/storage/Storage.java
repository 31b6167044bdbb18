package dev.heddle.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Files on whatever file system a URI names: local disks, HDFS, object stores. Implementations are
 * safe for many threads and serialisable, so that tasks on other machines carry them along.
 *
 * <p>Every method throws {@link StorageException} where a file is missing or unreadable, the disk
 * is full, or the file system is unknown.
 */
public interface Storage extends Serializable {

  /**
   * The absolute URI that a user's path means: {@code hdfs://…} as it is; a bare path on the
   * default file system, below its working folder if relative.
   */
  URI resolve(String path);

  boolean exists(URI file);

  FileStatus status(URI file);

  /**
   * What lies directly in a folder, sorted by name, hidden names ({@code _*}, {@code .*}) included.
   */
  List<FileStatus> list(URI folder);

  /** All files below a folder (or the file itself), sorted by path, hidden names left out. */
  List<FileStatus> walk(URI root);

  /** What a pattern with {@code * ? [a-z] {a,b}} matches, sorted by path; empty if nothing does. */
  List<FileStatus> glob(String pattern);

  InputStream open(URI file);

  SeekableFile openSeekable(URI file);

  /** Opens a new file for writing, making its folders; refuses one that exists. */
  OutputStream create(URI file);

  /** Opens a file for writing at its end, making it and its folders where absent. */
  DurableOutput append(URI file);

  /**
   * Gives a file, which need not exist, new content of any size. It is written beside the file and
   * renamed over it, so readers see the old or the new one, never a part; a store without renames
   * shows it once the last byte has arrived.
   */
  void replace(URI file, Content content);

  /** {@link #replace(URI, Content)} for content at hand. */
  default void replace(URI file, byte[] content) {
    replace(file, stream -> stream.write(content));
  }

  /** Deletes a file, or a folder with all that is in it; one that is absent is no error. */
  void delete(URI file);

  void createFolders(URI folder);

  /**
   * Starts a folder that appears under its name all at once.
   *
   * @throws StorageException if the target exists
   */
  Publication stage(URI target);

  /** Temporary folders beside the target that earlier, unfinished publications left behind. */
  List<FileStatus> temporaries(URI target);

  /**
   * Deletes {@link #temporaries(URI)}. Only for the holder of the {@link #lock(URI)} that guards
   * the target: a publication in progress would lose its files.
   */
  default void cleanTemporaries(URI target) {
    temporaries(target).forEach(folder -> delete(folder.uri()));
  }

  /**
   * Reserves a folder (made where absent) for one writer.
   *
   * @throws FolderInUse if another process or another run of this one holds it; tells which
   */
  FolderLock lock(URI folder);

  /** The whole content of a small file. */
  default byte[] read(URI file) {
    try (InputStream stream = open(file)) {
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new StorageException("Cannot read file: file=" + file + "; " + failure, failure);
    }
  }

  /** The URI of something below a folder; {@code path} is plain text, not percent-encoded. */
  static URI below(URI folder, String path) {
    String base = folder.getRawPath();
    String separator = base.endsWith("/") ? "" : "/";
    return folder.resolve(base + separator + encoded(path));
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, "/" + path, null).getRawPath().substring(1);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException("Cannot name a file: path=" + path, impossible);
    }
  }
}
