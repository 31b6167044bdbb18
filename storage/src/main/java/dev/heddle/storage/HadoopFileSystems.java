package dev.heddle.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The open Hadoop file systems of this process: one for equal settings, address and user, however
 * many tasks bring a storage along. They are our own instances, since those that Hadoop shares are
 * closed by whoever closes them first and by a shutdown hook.
 */
final class HadoopFileSystems {

  private record Key(
      Map<String, String> settings, String scheme, String authority, UserGroupInformation user) {}

  /**
   * A file system with what else is kept for it.
   *
   * @param files the file system
   * @param renaming how names change on it
   */
  record Opened(FileSystem files, Renaming renaming) {}

  private static final Map<Key, Opened> OPEN = new ConcurrentHashMap<>();

  private HadoopFileSystems() {}

  static Opened open(Map<String, String> settings, URI uri) throws IOException {
    Key key =
        new Key(
            settings, uri.getScheme(), uri.getAuthority(), UserGroupInformation.getCurrentUser());
    try {
      return OPEN.computeIfAbsent(key, absent -> newInstance(settings, uri));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static Opened newInstance(Map<String, String> settings, URI uri) {
    try {
      FileSystem files = FileSystem.newInstance(uri, configuration(settings));
      return new Opened(files, Renaming.of(files));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Hadoop's own defaults and site files, then the settings. */
  static Configuration configuration(Map<String, String> settings) {
    Configuration configuration = new Configuration();
    // No .crc file beside every file, and appending works.
    configuration.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    // A checkpoint may be written while the process is told to stop.
    configuration.setBoolean("fs.automatic.close", false);
    settings.forEach(configuration::set);
    return configuration;
  }
}
