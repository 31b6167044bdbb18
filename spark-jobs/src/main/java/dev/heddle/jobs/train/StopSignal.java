package dev.heddle.jobs.train;

import dev.heddle.storage.ShutdownHooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the end of this process (SIGTERM, Ctrl-C, a preempted container) into a request that its
 * workers notice between two steps: they publish a checkpoint and return, while the shutdown waits
 * for them. File systems and Spark are still up then: the hook runs before theirs. Workers in other
 * processes are told by a messenger.
 */
final class StopSignal {
  private static final Logger log = LoggerFactory.getLogger(StopSignal.class);

  /** Long enough for a checkpoint; resource managers kill some time after asking anyway. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final StopSignal OF_THIS_PROCESS = new StopSignal();

  private final Phaser working = new Phaser(1);
  private final List<Messenger> messengers = new ArrayList<>();
  private boolean isRequested;

  /** Who else must know. */
  @FunctionalInterface
  interface Messenger {
    /** Called once, on the thread that asks for the end. */
    void stopRequested();
  }

  private StopSignal() {
    ShutdownHooks.beforeFileSystemsClose(this::requestAndWait, PATIENCE);
  }

  /** The signal of this JVM; the first call installs it. */
  static StopSignal ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Whether workers should stop after the step they are in. */
  synchronized boolean isRequested() {
    return isRequested;
  }

  /**
   * Has {@code messenger} called when the end is asked for, at once if it has been: it passes the
   * request on to where the memory of this process does not reach, and returns soon.
   */
  synchronized void tell(Messenger messenger) {
    messengers.add(messenger);
    if (isRequested) {
      messenger.stopRequested();
    }
  }

  /** Takes a messenger back; it is not called afterwards. */
  synchronized void forget(Messenger messenger) {
    messengers.remove(messenger);
  }

  private synchronized void request() {
    isRequested = true;
    messengers.forEach(Messenger::stopRequested);
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
    request();
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
