package dev.heddle.objectives.masked;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.batch.SampleRandom;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.Occasion;

/**
 * One pack with tokens hidden.
 *
 * @param seen what the model sees, {@code [tokens]}
 * @param fates what happened to each token
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
record Corruption(int[] seen, Fate[] fates) {

  /**
   * Carries out the fates of a pack.
   *
   * @param mask id of the mask token
   * @param ordinary the ids that random replacements are drawn from
   */
  static Corruption of(EpochSample use, Fate[] fates, int mask, int[] ordinary, Occasion occasion) {
    PackedSample sample = use.sample();
    SampleRandom replacements = occasion.random(use, "mlm-replacement");
    int[] seen = sample.inputIds().clone();
    for (int place = 0; place < seen.length; place++) {
      switch (fates[place]) {
        case MASK -> seen[place] = mask;
        case RANDOM -> seen[place] = ordinary[replacements.nextInt(ordinary.length)];
        case KEEP, UNTOUCHED -> {}
      }
    }
    return new Corruption(seen, fates);
  }

  /** Whether the model is asked about a place. */
  boolean isAsked(int place) {
    return fates[place] != Fate.UNTOUCHED;
  }
}
