package dev.heddle.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.security.AccessControlException;

/** Turns what a file system throws into one line that says what to do. */
final class Failures {

  private static final Map<String, String> CONNECTORS =
      Map.of(
          "s3a", "org.apache.hadoop:hadoop-aws",
          "abfs", "org.apache.hadoop:hadoop-azure",
          "abfss", "org.apache.hadoop:hadoop-azure",
          "oss", "org.apache.hadoop:hadoop-aliyun",
          "cosn", "org.apache.hadoop:hadoop-cos",
          "gs", "com.google.cloud.bigdataoss:gcs-connector");

  private Failures() {}

  /**
   * @param action what was tried, such as {@code "read file"}
   * @param failure an exception, or an error by which Hadoop reports the local disk's failures
   */
  static StorageException explain(String action, URI uri, Throwable failure) {
    if (failure instanceof StorageException explained) {
      return explained;
    }
    IOException cause = failure instanceof IOException checked ? checked : new IOException(failure);
    return new StorageException("Cannot %s: %s; %s".formatted(action, uri, reason(failure)), cause);
  }

  /** The file system's code is not on the class path. */
  static StorageException unknownScheme(URI uri, IOException cause) {
    String connector = CONNECTORS.get(uri.getScheme());
    String next =
        connector == null
            ? "file, hdfs and viewfs are built in; correct the scheme or add its connector's jar"
            : "add the jar %s and what it needs to the class path".formatted(connector);
    return new StorageException(
        "Cannot open file system: scheme=%s in %s; nothing on the class path serves it; %s"
            .formatted(uri.getScheme(), uri, next),
        cause);
  }

  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (isFull(failure, message)) {
      return "no space left; free some or choose another place";
    }
    if (isForbidden(failure, message)) {
      return "permission denied; ask for access or choose another place ("
          + firstLine(message)
          + ")";
    }
    if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
      return "it does not exist; check the path";
    }
    if (failure instanceof FileAlreadyExistsException
        || failure instanceof java.nio.file.FileAlreadyExistsException) {
      return "it exists already; delete it or choose another name";
    }
    return failure.getClass().getSimpleName() + ": " + firstLine(message);
  }

  private static boolean isFull(Throwable failure, String message) {
    return message.contains("No space left on device")
        || message.contains("minReplication nodes")
        || failure.getClass().getSimpleName().contains("QuotaExceeded");
  }

  private static boolean isForbidden(Throwable failure, String message) {
    return failure instanceof AccessControlException
        || failure instanceof AccessDeniedException
        || message.contains("Permission denied");
  }

  /** Remote failures carry the server's stack trace in their message. */
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
