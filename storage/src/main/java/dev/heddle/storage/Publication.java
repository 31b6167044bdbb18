package dev.heddle.storage;

import java.io.Closeable;
import java.net.URI;

/**
 * A folder in the making. Files are written below {@link #folder()}, which readers do not look at;
 * {@link #publish()} makes all of them appear under the target's name by one rename. Closed without
 * being published, it deletes what was written.
 *
 * <pre>{@code
 * try (Publication publication = storage.stage(target)) {
 *   writeEverythingBelow(publication.folder());
 *   publication.publish();
 * }
 * }</pre>
 *
 * <p>Object stores have no rename: files are copied one by one and readers can see it half done. A
 * file called {@value #MANIFEST} directly in the folder is therefore copied last: let readers
 * ignore folders without one, and nothing unfinished is ever read.
 */
public interface Publication extends Closeable {

  /** The file by which readers recognise a whole folder. */
  String MANIFEST = "manifest.json";

  /** The temporary folder, {@code _temporary-<name>-<random>} beside the target; it exists. */
  URI folder();

  /** Where the folder will appear. */
  URI target();

  /**
   * Renames the folder to the target. Files that this storage created are on disk by then, and the
   * new name is too when this returns.
   *
   * @throws StorageException if the target exists by now; the temporary folder stays until close
   */
  void publish();

  /** Deletes the temporary folder unless it was published. */
  @Override
  void close();
}
