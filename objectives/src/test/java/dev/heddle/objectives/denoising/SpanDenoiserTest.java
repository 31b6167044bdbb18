package dev.heddle.objectives.denoising;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.objectives.denoising.NoiseMask.Roll;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpanDenoiserTest {

  private static final int FIRST_SENTINEL = 999;

  /** The last hundred ids of a vocabulary of 1000, descending. */
  private static final Sentinels SENTINELS =
      new Sentinels(IntStream.range(0, 100).map(i -> FIRST_SENTINEL - i).toArray());

  private static final SpanDenoiser T5 =
      new SpanDenoiser(new SpanRule(0.15, 3), Roll.NEVER, SENTINELS);

  /** Worked by hand: kept runs of 4, 6, 4 and noise runs of 2, 1, 3 take turns. */
  @Test
  void noiseBecomesSentinelsInTheSourceAndTextInTheTarget() {
    assertThat(new SpanRule(0.3, 2).counts(20)).isEqualTo(new SpanCounts(6, 3, 14));
    boolean[] noise = NoiseMask.interleaved(new int[] {4, 6, 4}, new int[] {2, 1, 3}, 20);

    Denoised denoised = T5.of(text(20), noise);

    assertThat(denoised.source())
        .containsExactly(
            100, 101, 102, 103, 999, 106, 107, 108, 109, 110, 111, 998, 113, 114, 115, 116, 997);
    assertThat(denoised.target()).containsExactly(999, 104, 105, 998, 112, 997, 117, 118, 119);
  }

  /** Rolled by two: noise begins the text, so its sentinel closes it; kept tokens end it. */
  @Test
  void aRolledTargetMayBeginWithNoiseAndEndWithASentinel() {
    boolean[] noise = {true, true, false, false, true, false};

    Denoised denoised = T5.of(text(6), noise);

    assertThat(denoised.source()).containsExactly(999, 102, 103, 998, 105);
    assertThat(denoised.target()).containsExactly(100, 101, 999, 104, 998);
  }

  @Test
  void textsTooShortLoseNothing() {
    assertThat(T5.denoise(new int[0], Streams.of(0))).isEmpty();
    assertThat(T5.denoise(new int[] {100}, Streams.of(0))).isEmpty();
    assertThat(T5.denoise(text(2), Streams.of(0)).orElseThrow().target())
        .containsExactly(FIRST_SENTINEL, 101);
  }

  @Property(tries = 4000)
  void spansPutBackGiveTheText(
      @ForAll @IntRange(min = 2, max = 700) int tokens,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double density,
      @ForAll @DoubleRange(min = 1, max = 70) double mean,
      @ForAll Roll roll,
      @ForAll long sample) {
    SpanDenoiser denoiser = new SpanDenoiser(new SpanRule(density, mean), roll, SENTINELS);
    int[] text = text(tokens);

    Denoised denoised = denoiser.denoise(text, Streams.of(sample)).orElseThrow();

    assertThat(restored(denoised)).isEqualTo(text);
    int noise = denoiser.rule().counts(tokens).noise();
    assertThat(IntStream.of(denoised.target()).filter(SpanDenoiserTest::isText)).hasSize(noise);
    if (roll == Roll.NEVER) {
      assertThat(denoised.source()[0]).isEqualTo(text[0]);
      assertThat(denoised.target()[0]).isEqualTo(FIRST_SENTINEL);
      assertThat(denoised.target()[denoised.target().length - 1]).isEqualTo(text[tokens - 1]);
    }
  }

  /** Reads the target with no knowledge of the mask: what stands between its sentinels. */
  private static int[] restored(Denoised denoised) {
    List<List<Integer>> spans = new ArrayList<>();
    boolean startsWithText = isText(denoised.target()[0]);
    if (startsWithText) {
      spans.add(new ArrayList<>());
    }
    for (int token : denoised.target()) {
      if (isText(token)) {
        spans.get(spans.size() - 1).add(token);
      } else {
        spans.add(new ArrayList<>());
      }
    }
    return IntStream.of(denoised.source())
        .flatMap(
            token ->
                isText(token)
                    ? IntStream.of(token)
                    : spans.get(FIRST_SENTINEL - token).stream().mapToInt(Integer::intValue))
        .toArray();
  }

  private static boolean isText(int token) {
    return token <= FIRST_SENTINEL - SENTINELS.count();
  }

  private static int[] text(int tokens) {
    return IntStream.range(100, 100 + tokens).toArray();
  }
}
