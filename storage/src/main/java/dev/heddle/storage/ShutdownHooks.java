package dev.heddle.storage;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Work to do when the process is told to stop, while file systems still work. Hadoop closes those
 * it shares in a hook of priority 10, Spark stops its context and executors at 40 and 50 of the
 * same order; higher comes first.
 */
public final class ShutdownHooks {

  private static final int BEFORE_SPARK = 90;

  private ShutdownHooks() {}

  /**
   * A hook that was asked for; closing it takes it back, unless the process is stopping already.
   */
  public interface Registration extends Closeable {
    @Override
    void close();
  }

  /**
   * Runs {@code work} first thing when the process stops in order (SIGTERM, Ctrl-C, exit), before
   * Spark and the file systems go down.
   *
   * @param limit after which the process goes on stopping; clusters kill it some time after SIGTERM
   */
  public static Registration beforeFileSystemsClose(Runnable work, Duration limit) {
    // Hadoop tells hooks apart by equality; each request is its own.
    Runnable hook = () -> work.run();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(
        hook,
        FileSystem.SHUTDOWN_HOOK_PRIORITY + BEFORE_SPARK,
        limit.toMillis(),
        TimeUnit.MILLISECONDS);
    return () -> {
      if (!hooks.isShutdownInProgress()) {
        hooks.removeShutdownHook(hook);
      }
    };
  }
}
