package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease for file systems without locks: a file that its owner writes anew every few seconds. When
 * the owner dies the file grows old and the next one takes it. Ages are told by the file system's
 * own clock, so the machines' clocks may differ.
 */
final class LeaseFolderLock implements FolderLock {

  static final Duration HEARTBEAT = Duration.ofSeconds(10);
  static final Duration STALE_AFTER = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(LeaseFolderLock.class);

  private final Storage storage;
  private final URI folder;
  private final URI file;
  private final byte[] content;
  private final Timer heartbeats = new Timer("heddle-folder-lock", true);
  private boolean held = true;

  private LeaseFolderLock(Storage storage, URI folder) {
    this.storage = storage;
    this.folder = folder;
    this.file = Storage.below(folder, LockHolder.FILE);
    String owner = LockHolder.thisProcess() + ", lease " + UUID.randomUUID();
    this.content = owner.getBytes(StandardCharsets.UTF_8);
  }

  static LeaseFolderLock acquire(Storage storage, URI folder) {
    LeaseFolderLock lease = new LeaseFolderLock(storage, folder);
    try {
      lease.claim();
    } catch (RuntimeException failure) {
      lease.heartbeats.cancel();
      throw failure;
    }
    lease.startBeating();
    return lease;
  }

  private void startBeating() {
    TimerTask beat =
        new TimerTask() {
          @Override
          public void run() {
            beat();
          }
        };
    heartbeats.schedule(beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis());
  }

  private void claim() {
    storage.createFolders(folder);
    if (storage.exists(file)) {
      removeIfStale();
    }
    try (var stream = storage.create(file)) {
      stream.write(content);
    } catch (StorageException | IOException failure) {
      throw storage.exists(file)
          ? LockHolder.inUse(folder, owner())
          : Failures.explain("lock folder", folder, failure);
    }
    // Where creation is not exclusive, the last writer has it.
    requireHeld();
  }

  /** Moves the old lease away first: of several that find it stale, one succeeds. */
  private void removeIfStale() {
    byte[] found = storage.read(file);
    long age = storageTime() - storage.status(file).modified();
    if (age < STALE_AFTER.toMillis()) {
      throw LockHolder.inUse(folder, LockHolder.text(found));
    }
    LOG.warn(
        "Taking over {}: its lock by {} is {} s old", folder, LockHolder.text(found), age / 1000);
    if (Arrays.equals(found, storage.read(file))) {
      storage.delete(file);
    }
  }

  /** The file system's clock, in milliseconds, read off a new file. */
  private long storageTime() {
    URI probe = Storage.below(folder, LockHolder.FILE + "-" + UUID.randomUUID());
    storage.replace(probe, content);
    try {
      return storage.status(probe).modified();
    } finally {
      storage.delete(probe);
    }
  }

  /** Renews the lease; what fails now may work at the next beat. */
  synchronized void beat() {
    try {
      if (held && isOurs()) {
        storage.replace(file, content);
      }
    } catch (RuntimeException failure) {
      LOG.warn("Cannot renew the lock of {}: {}", folder, failure.getMessage());
    }
  }

  private boolean isOurs() {
    return storage.exists(file) && Arrays.equals(content, storage.read(file));
  }

  private String owner() {
    return storage.exists(file) ? LockHolder.text(storage.read(file)) : "nobody known";
  }

  @Override
  public synchronized void requireHeld() {
    if (!held || !isOurs()) {
      throw LockHolder.lost(folder, owner());
    }
  }

  @Override
  public synchronized void close() {
    if (!held) {
      return;
    }
    held = false;
    heartbeats.cancel();
    if (isOurs()) {
      storage.delete(file);
    }
  }
}
