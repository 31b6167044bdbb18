package dev.heddle.data.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which positions of a step one rank computes. Step t of a global batch of G samples takes the
 * positions tG … (t+1)G-1, however many ranks there are; rank r of W takes those with {@code (q mod
 * G) mod W == r}.
 *
 * @param rank r, from 0
 * @param worldSize W, at most G
 * @param globalBatchSize G, samples of a step on all ranks
 * @param microBatchSize samples that a rank computes at once, at most; the last may be smaller
 */
public record RankShare(int rank, int worldSize, int globalBatchSize, int microBatchSize) {

  public RankShare {
    require(rank >= 0 && rank < worldSize, "rank", rank, "from 0 to below " + worldSize);
    require(
        globalBatchSize >= worldSize,
        "global_batch_size",
        globalBatchSize,
        "at least one sample for each of " + worldSize + " workers");
    require(microBatchSize >= 1, "micro_batch_size", microBatchSize, "at least 1");
  }

  private static void require(boolean holds, String name, int found, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Cannot share batches: %s=%d; %s".formatted(name, found, rule));
    }
  }

  /** First position of a step. */
  public long start(long step) {
    return Math.multiplyExact(step, (long) globalBatchSize);
  }

  /** Whether this rank computes the sample at a position. */
  public boolean holds(long position) {
    return position % globalBatchSize % worldSize == rank;
  }

  /** This rank's positions of a step, cut into micro-batches, none empty. */
  public List<long[]> microBatches(long step) {
    long start = start(step);
    long[] ours = LongStream.range(start, start + globalBatchSize).filter(this::holds).toArray();
    List<long[]> batches = new ArrayList<>();
    for (int from = 0; from < ours.length; from += microBatchSize) {
      batches.add(Arrays.copyOfRange(ours, from, Math.min(ours.length, from + microBatchSize)));
    }
    return batches;
  }
}
