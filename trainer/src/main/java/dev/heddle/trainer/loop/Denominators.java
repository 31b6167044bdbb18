package dev.heddle.trainer.loop;

import dev.heddle.objectives.HostBatch;
import dev.heddle.trainer.collectives.Collectives;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all workers know before the forward pass of a step, from one sum over them.
 *
 * @param counts denominators of the losses over all micro-batches and workers
 * @param tokens real tokens over all of them
 * @param stopVotes workers that were asked to stop
 */
record Denominators(Map<String, Long> counts, long tokens, long stopVotes) {

  /**
   * Adds up what the workers hold.
   *
   * @param names of the losses, the same on every worker
   */
  static Denominators reduce(
      Iterable<String> names,
      List<? extends HostBatch> batches,
      boolean wantsToStop,
      Collectives collectives) {
    Map<String, Long> counts = new TreeMap<>();
    names.forEach(name -> counts.put(name, 0L));
    long tokens = 0;
    for (HostBatch batch : batches) {
      batch.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
      tokens += batch.tokens();
    }
    return of(counts, collectives.sum(packed(counts, tokens, wantsToStop)));
  }

  /** Whether the run ends here, on every worker. */
  boolean isStop() {
    return stopVotes > 0;
  }

  /** Whether no worker has anything to learn from. */
  boolean isEmpty() {
    return counts.values().stream().allMatch(count -> count == 0);
  }

  /** The share of one term of a loss; 0 where the loss has no terms. */
  double weight(String name) {
    long count = counts.get(name);
    return count == 0 ? 0 : 1.0 / count;
  }

  private static long[] packed(Map<String, Long> counts, long tokens, boolean wantsToStop) {
    long[] values = new long[counts.size() + 2];
    int next = 0;
    for (long count : counts.values()) {
      values[next++] = count;
    }
    values[next] = tokens;
    values[next + 1] = wantsToStop ? 1 : 0;
    return values;
  }

  private static Denominators of(Map<String, Long> names, long[] sums) {
    Map<String, Long> counts = new TreeMap<>();
    int next = 0;
    for (String name : names.keySet()) {
      counts.put(name, sums[next++]);
    }
    return new Denominators(counts, sums[next], sums[next + 1]);
  }
}
