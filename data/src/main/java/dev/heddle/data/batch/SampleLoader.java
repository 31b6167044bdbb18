package dev.heddle.data.batch;

import dev.heddle.data.shard.SampleBlocks;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Brings one rank the batches of step after step, without end, made ready by background threads:
 * one decodes blocks a window ahead, one puts batches together a few steps ahead. All that a
 * resumed run needs to go on with the same samples is the number of its next step.
 *
 * <p>{@link #next()} belongs to one thread; {@link #close()} may come from any.
 *
 * @param <B> what a micro-batch is made into
 */
public final class SampleLoader<B> implements Closeable {

  private static final int STEPS_AHEAD = 4;
  private static final String CLOSED = "Cannot load batch: the loader is closed";
  private static final double SECONDS_PER_NANOSECOND = 1e-9;

  /**
   * A step that is ready, or the reason why there will be none.
   *
   * @param failure null if all went well
   */
  private record Ready<B>(long step, List<B> microBatches, Throwable failure) {}

  private final RankShare share;
  private final Collate<B> collate;
  private final BlockingQueue<Ready<B>> ready = new ArrayBlockingQueue<>(STEPS_AHEAD);
  private final ExecutorService decoder = Executors.newSingleThreadExecutor(daemon("decoder"));
  private final Thread reader;
  private volatile boolean closed;

  private SampleLoader(
      SampleBlocks blocks, SampleOrder order, RankShare share, long firstStep, Collate<B> collate) {
    this.share = share;
    this.collate = collate;
    WindowReader samples = new WindowReader(blocks, order, share, share.start(firstStep), decoder);
    this.reader = daemon("reader").newThread(() -> fill(samples, firstStep));
  }

  /**
   * Starts reading.
   *
   * @param blocks where samples are read
   * @param order of all samples; the same object or an equal one on every rank
   * @param share which of them are this rank's
   * @param firstStep step of the first batches, from 0
   * @param collate makes a batch of samples, on a background thread; a pure function, so that a
   *     resumed run makes the same batches
   */
  public static <B> SampleLoader<B> start(
      SampleBlocks blocks, SampleOrder order, RankShare share, long firstStep, Collate<B> collate) {
    SampleLoader<B> loader = new SampleLoader<>(blocks, order, share, firstStep, collate);
    loader.reader.start();
    return loader;
  }

  /**
   * The batches of the next step; waits if they are not ready.
   *
   * @throws LoadingException if reading or collating failed, with the failure as its cause; every
   *     later call fails the same way
   */
  public StepBatches<B> next() {
    if (closed) {
      throw new LoadingException(CLOSED);
    }
    long asked = System.nanoTime();
    Ready<B> step = take();
    if (step.failure() != null) {
      throw new LoadingException(step.step(), step.failure());
    }
    double waited = (System.nanoTime() - asked) * SECONDS_PER_NANOSECOND;
    return new StepBatches<>(step.step(), step.microBatches(), waited);
  }

  private Ready<B> take() {
    try {
      Ready<B> step = ready.take();
      if (step.failure() != null) {
        ready.put(step);
      }
      return step;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new LoadingException("Cannot load batch: the wait for it was interrupted");
    }
  }

  /** The reader's work, until it fails or is interrupted. */
  private void fill(WindowReader samples, long firstStep) {
    long step = firstStep;
    try {
      Ready<B> latest;
      do {
        latest = prepare(samples, step++);
        ready.put(latest);
      } while (latest.failure() == null && !closed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private Ready<B> prepare(WindowReader samples, long step) throws InterruptedException {
    try {
      List<B> batches = new ArrayList<>();
      for (long[] positions : share.microBatches(step)) {
        List<EpochSample> microBatch = new ArrayList<>(positions.length);
        for (long position : positions) {
          microBatch.add(samples.at(position));
        }
        batches.add(collate.collate(step, microBatch));
      }
      return new Ready<>(step, batches, null);
    } catch (ExecutionException failure) {
      return new Ready<>(step, List.of(), failure.getCause());
    } catch (RuntimeException | Error failure) {
      return new Ready<>(step, List.of(), failure);
    }
  }

  /** Stops the background threads; batches that were ready are dropped. */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    decoder.shutdownNow();
    ready.clear();
    // Wakes up a caller of next() on another thread.
    ready.offer(new Ready<>(0, List.of(), new LoadingException(CLOSED)));
  }

  private static ThreadFactory daemon(String work) {
    return task -> {
      Thread thread = new Thread(task, "heddle-batch-" + work);
      thread.setDaemon(true);
      return thread;
    };
  }
}
