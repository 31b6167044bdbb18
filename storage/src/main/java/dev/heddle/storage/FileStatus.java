package dev.heddle.storage;

import java.net.URI;

/**
 * What a storage knows about one file or folder.
 *
 * @param uri absolute, with its scheme
 * @param length in bytes; 0 for a folder
 * @param modified milliseconds since 1970-01-01 UTC
 * @param isFolder whether other files can lie below it
 */
public record FileStatus(URI uri, long length, long modified, boolean isFolder) {

  /** The last part of the path. */
  public String name() {
    String path = uri.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
