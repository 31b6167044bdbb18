package dev.heddle.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path folder;

  /** Locks the folder in its argument and holds it until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      try {
        HadoopStorage.local().lock(URI.create(arguments[0]));
        System.out.println("locked");
        Thread.currentThread().join();
      } catch (FolderInUse refusal) {
        System.out.println("refused");
      }
    }
  }

  @Test
  void isHeldByAnotherProcessUntilThatIsKilled() throws Exception {
    try (ChildProcess holder = ChildProcess.start(Holder.class, folder.toUri().toString())) {
      assertThat(holder.nextLine()).isEqualTo("locked");
      assertThatThrownBy(() -> storage.lock(folder.toUri()))
          .isInstanceOf(FolderInUse.class)
          .hasMessageStartingWith(
              "Cannot lock folder: %s; it is in use by process %d on ",
              folder.toUri(), holder.pid())
          .hasMessageContaining(", started 20")
          .hasMessageEndingWith("; wait for it, stop it, or choose another folder");

      assertThat(holder.kill()).isEqualTo(128 + 9);

      assertThatCode(() -> storage.lock(folder.toUri()).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void isRefusedToASecondRunOfThisProcessByAnyName() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), Files.createDirectory(folder.resolve("run")));
    try (FolderLock lock = storage.lock(folder.resolve("run").toUri())) {
      assertThatThrownBy(() -> storage.lock(link.toUri()))
          .isInstanceOf(FolderInUse.class)
          .hasMessageContaining("in use by this process");
      lock.requireHeld();
      assertThatThrownBy(() -> storage.lock(link.toUri())).isInstanceOf(FolderInUse.class);
    }
    storage.lock(link.toUri()).close();
  }

  @Test
  void aRefusedSecondRunDoesNotLoseTheLock() throws Exception {
    try (FolderLock lock = storage.lock(folder.toUri())) {
      assertThatThrownBy(() -> storage.lock(folder.toUri())).isInstanceOf(FolderInUse.class);
      lock.requireHeld();
      try (ChildProcess second = ChildProcess.start(Holder.class, folder.toUri().toString())) {
        assertThat(second.nextLine()).isEqualTo("refused");
      }
    }
  }

  @Test
  void makesTheFolderAndIsFreeAfterClose() {
    URI absent = Storage.below(folder.toUri(), "new/run");
    FolderLock lock = storage.lock(absent);
    lock.close();
    lock.close();

    assertThatThrownBy(lock::requireHeld).isInstanceOf(FolderInUse.class);
    storage.lock(absent).close();
  }
}
