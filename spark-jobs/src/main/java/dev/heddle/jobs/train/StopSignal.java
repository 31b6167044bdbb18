package dev.heddle.jobs.train;

import dev.heddle.storage.ShutdownHooks;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the end of this process (SIGTERM, Ctrl-C, a preempted container) into a request that its
 * workers notice between two steps: they publish a checkpoint and return, while the shutdown waits
 * for them. File systems and Spark are still up then: the hook runs before theirs.
 */
final class StopSignal {
  private static final Logger log = LoggerFactory.getLogger(StopSignal.class);

  /** Long enough for a checkpoint; resource managers kill some time after asking anyway. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final StopSignal OF_THIS_PROCESS = new StopSignal();

  private final Phaser working = new Phaser(1);
  private volatile boolean isRequested;

  private StopSignal() {
    ShutdownHooks.beforeFileSystemsClose(this::requestAndWait, PATIENCE);
  }

  /** The signal of this JVM; the first call installs it. */
  static StopSignal ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Whether workers should stop after the step they are in. */
  boolean isRequested() {
    return isRequested;
  }

  /** Runs work that the end of the process waits for. */
  <T> T whileWorking(Supplier<T> work) {
    working.register();
    try {
      return work.get();
    } finally {
      working.arriveAndDeregister();
    }
  }

  private void requestAndWait() {
    isRequested = true;
    int phase = working.arrive();
    try {
      working.awaitAdvanceInterruptibly(phase, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      log.warn("Stopping without a checkpoint: workers were still in a step after {}", PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
