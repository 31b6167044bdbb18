package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;

/**
 * How names change on one kind of file system. {@code FileSystem.rename} alone will not do: it
 * moves a folder <em>into</em> a target that exists, and never replaces a file.
 */
interface Renaming {

  /** Gives a folder its final name; fails if the name is taken. */
  void publish(URI from, URI to) throws IOException;

  /** Puts new content under a name, taken or not. */
  void replace(URI file, Content content) throws IOException;

  Set<String> RENAME_OVER_FILES = Set.of("hdfs", "viewfs");

  /** The one that suits a file system. */
  static Renaming of(FileSystem fileSystem) {
    String scheme = fileSystem.getUri().getScheme();
    if (scheme.equals("file")) {
      return new LocalRenaming();
    }
    return RENAME_OVER_FILES.contains(scheme)
        ? new HdfsRenaming(fileSystem)
        : new ObjectStoreRenaming(fileSystem);
  }
}
