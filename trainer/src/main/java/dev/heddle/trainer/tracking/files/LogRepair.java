package dev.heddle.trainer.tracking.files;

import dev.heddle.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Brings the log of an earlier start into the state in which a resumed run goes on. */
final class LogRepair {

  private final Storage storage;
  private final TrainerLog log;

  LogRepair(Storage storage, TrainerLog log) {
    this.storage = storage;
    this.log = log;
  }

  /** Drops all lines of steps behind {@code step}, and lines that are not whole. */
  void keepUpTo(long step) {
    if (!storage.exists(log.file())) {
      return;
    }
    if (step == 0) {
      storage.delete(log.file());
      return;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    log.forEachText(
        (text, node) -> {
          if (TrainerLog.step(node) <= step) {
            kept.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
    // Only lines that stay are in memory, and the file changes at once or not at all.
    if (kept.size() != storage.status(log.file()).length()) {
      storage.replace(log.file(), kept.toByteArray());
    }
  }
}
