package dev.heddle.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The operating system's rename, which is atomic. */
final class LocalRenaming implements Renaming {

  private static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public void publish(URI from, URI to) throws IOException {
    Path target = path(to);
    // The system's rename would replace an empty folder.
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    syncFolders(path(from));
    Files.move(path(from), target, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(target.getParent());
  }

  @Override
  public void replace(URI file, Content content) throws IOException {
    Path target = path(file);
    Files.createDirectories(target.getParent());
    Path temporary =
        target.resolveSibling("_temporary-" + target.getFileName() + "-" + UUID.randomUUID());
    try {
      write(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(target.getParent());
  }

  private static void write(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream stream =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
      content.writeTo(stream);
      stream.flush();
      channel.force(true);
    }
  }

  private static void syncFolders(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path folder : paths.filter(Files::isDirectory).toList()) {
        syncFolder(folder);
      }
    }
  }

  /** Makes names survive a power cut. Windows does not open folders and does not need it. */
  private static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  static Path path(URI uri) {
    return Path.of(uri.getPath());
  }
}
