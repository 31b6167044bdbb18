package dev.heddle.models.encoderdecoder;

import dev.heddle.models.PackedTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Targets with their sources, the i-th with the i-th, as runs: neighbouring pairs whose targets are
 * equally long and whose sources are as well. A run is one fused attention call.
 *
 * @param counts how many pairs each run has
 * @param targetLengths the length of the targets of each run
 * @param sourceLengths the length of the sources of each run
 * @param cached keys and values of the sources, where targets are written token by token
 */
@SuppressWarnings("ArrayRecordComponent") // A value to carry arrays, never compared.
public record PairedRuns(
    long[] counts, long[] targetLengths, long[] sourceLengths, Optional<CachedSources> cached) {

  /**
   * The runs of a batch.
   *
   * @throws IllegalArgumentException when there are not as many targets as sources
   */
  public static PairedRuns of(PackedTokens target, PackedTokens source) {
    int pairs = source.lengths().length;
    if (target.lengths().length != pairs) {
      throw new IllegalArgumentException(
          "Cannot decode a batch: targets=%d; must be as many as sources, %d; give every source one target"
              .formatted(target.lengths().length, pairs));
    }
    List<long[]> runs = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      add(runs, target.lengths()[i], source.lengths()[i]);
    }
    return new PairedRuns(column(runs, 0), column(runs, 1), column(runs, 2), Optional.empty());
  }

  /** The same with keys and values of the sources that are remembered. */
  PairedRuns with(CachedSources sources) {
    return new PairedRuns(counts, targetLengths, sourceLengths, Optional.of(sources));
  }

  private static void add(List<long[]> runs, int targetLength, int sourceLength) {
    long[] last = runs.isEmpty() ? new long[3] : runs.get(runs.size() - 1);
    if (last[1] == targetLength && last[2] == sourceLength) {
      last[0]++;
    } else {
      runs.add(new long[] {1, targetLength, sourceLength});
    }
  }

  private static long[] column(List<long[]> runs, int index) {
    return runs.stream().mapToLong(run -> run[index]).toArray();
  }
}
