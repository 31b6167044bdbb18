package dev.heddle.objectives.meap;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.batch.SampleRandom;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.nexttoken.TokenSequence;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Hides tokens of the prefix that next-token prediction reads (MEAP, pretraining): of the L tokens
 * of a sequence that predict another, {@code k = max(1, ⌊ratio · L⌋)} become the mask token, drawn
 * from the first L − 1 without replacement.
 *
 * <p>Labels stay: the token after a hidden one is predicted without seeing it, the hidden one
 * itself from what stands before it. Every sequence of a pack is hidden on its own, because each is
 * attended to on its own; one with fewer than three tokens is left as it is. A token of the text
 * that is the mask token itself is not asked for.
 */
public final class PrefixMasking {

  private static final String PURPOSE = "meap";

  private final MeapSettings settings;
  private final int mask;

  /**
   * @param settings with a ratio above 0
   * @param mask the id of the mask token
   */
  public PrefixMasking(MeapSettings settings, int mask) {
    this.settings = settings;
    this.mask = mask;
  }

  /** The sequences of one sample with tokens hidden; those given stay as they are. */
  public List<TokenSequence> masked(
      List<TokenSequence> sequences, EpochSample use, Occasion occasion) {
    SampleRandom own = occasion.random(use, PURPOSE);
    IntFunction<SampleRandom> streams =
        settings.sharedPositions() ? length -> shared(length, occasion) : length -> own;
    return sequences.stream().map(sequence -> masked(sequence, streams)).toList();
  }

  private TokenSequence masked(TokenSequence sequence, IntFunction<SampleRandom> streams) {
    int predicting = sequence.seen().length - 1;
    int[] seen = sequence.seen().clone();
    if (predicting >= 2) {
      int count = MaskPlaces.count(settings.ratio(), predicting);
      for (int place : MaskPlaces.draw(count, predicting - 1, streams.apply(predicting))) {
        seen[place] = mask;
      }
    }
    return sequence.seeing(seen).ignoring(mask);
  }

  /** The stream of one step and length; the share of the run that lies behind tells the step. */
  private static SampleRandom shared(int length, Occasion occasion) {
    return SampleRandom.of(
        occasion.seed(), Double.doubleToLongBits(occasion.share()), length, "meap-shared");
  }
}
