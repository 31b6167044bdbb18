package dev.heddle.data.clean;

import dev.heddle.data.split.StableHash;
import java.io.Serializable;

/**
 * Locality-sensitive hashing of MinHash signatures (Indyk and Motwani 1998): a signature is cut
 * into bands, and two documents that agree in a whole band become a pair to look at. Documents of
 * similarity {@code s} do so with probability {@code 1 − (1 − s^rows)^bands}.
 *
 * @param bands keys of a signature
 * @param rows places of the signature behind each key
 */
public record Bands(int bands, int rows) implements Serializable {

  /** Pairs are verified afterwards, so one too many costs time and one too few a duplicate. */
  private static final double MISS_WEIGHT = 0.9;

  private static final int STEPS = 200;

  /**
   * The bands whose curve comes closest to a step at the threshold: the least of the area above the
   * curve right of it (pairs missed) and the area under the curve left of it (pairs looked at in
   * vain), weighted {@value #MISS_WEIGHT} to the rest.
   */
  public static Bands forThreshold(double threshold, int permutations) {
    Bands best = new Bands(1, permutations);
    double least = Double.MAX_VALUE;
    for (int rows = 1; rows <= permutations; rows++) {
      for (int bands = 1; bands * rows <= permutations; bands++) {
        Bands candidate = new Bands(bands, rows);
        double cost = candidate.cost(threshold);
        if (cost < least) {
          least = cost;
          best = candidate;
        }
      }
    }
    return best;
  }

  /** One key for each band; equal keys of two documents make them a pair to look at. */
  public long[] keys(int[] signature) {
    long[] keys = new long[bands];
    for (int band = 0; band < bands; band++) {
      long key = StableHash.mix(band);
      for (int i = band * rows; i < (band + 1) * rows; i++) {
        key = StableHash.mix(key ^ signature[i]);
      }
      keys[band] = key;
    }
    return keys;
  }

  /** The probability that two documents of this similarity share a key. */
  public double probability(double similarity) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  /** By the midpoint rule. */
  private double cost(double threshold) {
    double inVain = 0;
    double missed = 0;
    for (int i = 0; i < STEPS; i++) {
      double offset = (i + 0.5) / STEPS;
      inVain += probability(offset * threshold);
      missed += 1 - probability(threshold + offset * (1 - threshold));
    }
    return ((1 - MISS_WEIGHT) * inVain * threshold + MISS_WEIGHT * missed * (1 - threshold))
        / STEPS;
  }
}
