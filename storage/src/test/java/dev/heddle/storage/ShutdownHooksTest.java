package dev.heddle.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownHooksTest {

  @TempDir private Path folder;

  /** On SIGTERM, writes into a log that was open before, and a new file. */
  static final class Trainer {
    public static void main(String[] arguments) throws InterruptedException {
      Storage storage = HadoopStorage.local();
      URI folder = URI.create(arguments[0]);
      DurableOutput log = storage.append(Storage.below(folder, "order"));
      ShutdownHookManager.get()
          .addShutdownHook(() -> log.write('f'), FileSystem.SHUTDOWN_HOOK_PRIORITY);
      ShutdownHooks.beforeFileSystemsClose(() -> log.write('t'), Duration.ofSeconds(10));
      ShutdownHooks.beforeFileSystemsClose(() -> log.write('x'), Duration.ofSeconds(10)).close();
      ShutdownHookManager.get().addShutdownHook(log::close, 1);
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @Test
  void workRunsBeforeFileSystemsCloseUnlessTakenBack() throws Exception {
    try (ChildProcess trainer = ChildProcess.start(Trainer.class, folder.toUri().toString())) {
      assertThat(trainer.nextLine()).isEqualTo("ready");
      assertThat(trainer.stop()).isEqualTo(128 + 15);
    }
    assertThat(folder.resolve("order")).content(UTF_8).isEqualTo("tf");
  }
}
