package dev.heddle.storage;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a lock file says about who holds it, for people; one line. */
final class LockHolder {

  static final String FILE = ".heddle.lock";

  private LockHolder() {}

  static String thisProcess() {
    Instant started =
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
            .truncatedTo(ChronoUnit.SECONDS);
    return "process %d on %s, started %s".formatted(ProcessHandle.current().pid(), host(), started);
  }

  static String text(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "a process that did not leave its name" : text;
  }

  static FolderInUse inUse(URI folder, String holder) {
    return new FolderInUse(
        "Cannot lock folder: %s; it is in use by %s; wait for it, stop it, or choose another folder"
            .formatted(folder, holder));
  }

  static FolderInUse lost(URI folder, String holder) {
    return new FolderInUse(
        "Cannot go on writing to folder: %s; the lock was lost to %s; stop this run"
            .formatted(folder, holder));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "an unnamed host";
    }
  }
}
