package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * What the workers of one run do together. Every worker of the group calls the same operations,
 * with equally sized arguments, in the same order; each call returns when this worker has its
 * result. The order of additions depends on the number of workers only, so that a repeated run
 * gives equal bits, and all workers end with the same bits.
 *
 * <p>An instance belongs to one thread. A failure anywhere in the group ends the group: every
 * worker's current or next call throws a {@link CollectivesException} that names the worker which
 * failed first.
 */
public interface Collectives extends AutoCloseable {

  /** Number of this worker, {@code 0 <= rank < size}. */
  int rank();

  /** Number of workers in the group, at least 1. */
  int size();

  /**
   * Adds the remaining elements of all workers' buffers, element by element in fp32, and leaves the
   * sums in place. The buffer's position and limit stay as they were.
   */
  void sum(FloatBuffer inPlace);

  /**
   * Sums of all workers' values, element by element, in a new array; overflow wraps as in {@code
   * long} addition.
   */
  long[] sum(long[] values);

  /** Sums of all workers' values, element by element, in a new array. */
  double[] sum(double[] values);

  /**
   * Copies the remaining bytes of the root's buffer into the buffers of all others. The buffer's
   * position and limit stay as they were.
   */
  void broadcast(ByteBuffer inPlace, int root);

  /** Returns when every worker of the group has come to this call. */
  void barrier();

  /**
   * Wall-clock seconds that this worker has spent inside operations so far, waiting for slower
   * workers included.
   */
  double secondsSpent();

  /**
   * Tells the others that this worker cannot go on, and why, so that they report this cause and not
   * a lost connection. The group is unusable afterwards. Without effect once the group has failed
   * or is closed.
   */
  void abort(Throwable cause);

  /**
   * Leaves the group; the others may still finish operations that need nothing more from this
   * worker.
   */
  @Override
  void close();
}
