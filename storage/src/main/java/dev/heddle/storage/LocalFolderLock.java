package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operating system's lock on a file in the folder, which dies with its process. The file stays:
 * were it deleted, one process could lock the old file while another locks a new one.
 */
final class LocalFolderLock implements FolderLock {

  private static final int HOLDER_BYTES = 1024;

  /**
   * Folders locked by this process. To ask the system would not do: closing a second channel to a
   * locked file gives up the first one's lock on POSIX.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final URI folder;
  private final Path key;
  private final FileChannel channel;
  private boolean held = true;

  private LocalFolderLock(URI folder, Path key, FileChannel channel) {
    this.folder = folder;
    this.key = key;
    this.channel = channel;
  }

  static LocalFolderLock acquire(URI folder) throws IOException {
    Path path = LocalRenaming.path(folder);
    Files.createDirectories(path);
    Path key = path.toRealPath();
    if (!HELD.add(key)) {
      throw LockHolder.inUse(folder, "this process");
    }
    try {
      return new LocalFolderLock(folder, key, locked(folder, key.resolve(LockHolder.FILE)));
    } catch (IOException | RuntimeException failure) {
      HELD.remove(key);
      throw failure;
    }
  }

  private static FileChannel locked(URI folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      String holder = holder(channel);
      channel.close();
      throw LockHolder.inUse(folder, holder);
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(LockHolder.thisProcess().getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(HOLDER_BYTES);
    int length = Math.max(0, channel.read(content, 0));
    return LockHolder.text(Arrays.copyOf(content.array(), length));
  }

  @Override
  public synchronized void requireHeld() {
    if (!held) {
      throw LockHolder.lost(folder, "whoever came after it was closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!held) {
      return;
    }
    held = false;
    try {
      channel.truncate(0);
      channel.close();
    } catch (IOException failure) {
      throw Failures.explain("unlock folder", folder, failure);
    } finally {
      HELD.remove(key);
    }
  }
}
