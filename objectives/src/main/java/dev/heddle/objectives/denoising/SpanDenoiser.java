package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Span corruption to the letter of T5's released code. The source is the text with each run of
 * noise replaced by a sentinel; the target is the text with each run of kept tokens replaced by
 * one, from the first sentinel on. Without rolling a text begins with kept tokens and ends with
 * noise, so that the target is {@code S0 span0 S1 span1 …}, without a closing sentinel.
 *
 * <p>After rolling a text may begin with noise: its target then begins with a span, and each
 * sentinel closes the span that stood for it in the source. It may also end with kept tokens: the
 * target then ends with one more sentinel.
 */
record SpanDenoiser(SpanRule rule, NoiseMask.Roll roll, Sentinels sentinels) implements Denoiser {

  @Override
  public Optional<Denoised> denoise(int[] tokens, Function<String, SampleRandom> random) {
    if (tokens.length == 0) {
      return Optional.empty();
    }
    SpanCounts counts = rule.counts(tokens.length, mostSpans());
    boolean[] noise = NoiseMask.draw(tokens.length, counts, roll, random);
    boolean isAnyNoise = IntStream.range(0, noise.length).anyMatch(place -> noise[place]);
    return isAnyNoise ? Optional.of(of(tokens, noise)) : Optional.empty();
  }

  /** Rolling can cut a span, or a run of kept tokens, in two. */
  private int mostSpans() {
    return roll == NoiseMask.Roll.NEVER ? sentinels.count() : sentinels.count() - 1;
  }

  /** The text with this mask. */
  Denoised of(int[] tokens, boolean[] noise) {
    return new Denoised(withoutRuns(tokens, noise, true), withoutRuns(tokens, noise, false));
  }

  private int[] withoutRuns(int[] tokens, boolean[] noise, boolean replaced) {
    int[] shown = new int[tokens.length];
    int length = 0;
    int runs = 0;
    for (int place = 0; place < tokens.length; place++) {
      if (noise[place] != replaced) {
        shown[length++] = tokens[place];
      } else if (place == 0 || noise[place - 1] != replaced) {
        shown[length++] = sentinels.id(runs++);
      }
    }
    return Arrays.copyOf(shown, length);
  }
}
