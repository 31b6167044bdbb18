package dev.heddle.objectives.nexttoken;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.objectives.Occasion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What dropout is drawn from in the sequences of samples; copies of a sequence draw anew. */
final class SequenceNoise {
  private final List<EpochSample> origins;
  private final Occasion occasion;
  private final Map<Integer, Integer> asked = new HashMap<>();

  SequenceNoise(List<EpochSample> origins, Occasion occasion) {
    this.origins = origins;
    this.occasion = occasion;
  }

  /** The noise of a sequence, none in evaluation; the second time that of a copy. */
  long[] of(TokenSequence sequence) {
    if (occasion.isEvaluation()) {
      return new long[0];
    }
    int copy = asked.merge(sequence.start(), 1, Integer::sum) - 1;
    int start = sequence.start();
    for (EpochSample use : origins) {
      int tokens = use.sample().inputIds().length;
      if (start < tokens) {
        return occasion.noise(use, copy == 0 ? "" : "copy-" + copy, start, sequence.length());
      }
      start -= tokens;
    }
    throw new IllegalArgumentException(
        "Cannot draw dropout: start=%d; the samples of the batch end %d tokens before it"
            .formatted(sequence.start(), start));
  }
}
