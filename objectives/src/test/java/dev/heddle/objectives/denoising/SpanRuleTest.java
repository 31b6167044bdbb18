package dev.heddle.objectives.denoising;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of T5's released code, worked out in Python. */
class SpanRuleTest {

  private static final SpanRule T5 = new SpanRule(0.15, 3);

  @ParameterizedTest
  @CsvSource({"100, 15, 5, 85", "568, 85, 28, 483", "5, 1, 1, 4", "1, 1, 1, 1", "2, 1, 1, 1"})
  void countsAreNotRandom(int tokens, int noise, int spans, int kept) {
    assertThat(T5.counts(tokens)).isEqualTo(new SpanCounts(noise, spans, kept));
  }

  /** 0.15 · 30 = 4.5 is 4, 0.15 · 50 = 7.5 is 8; 0.25 · 10 = 2.5 is 2, and 2 / 4 = 0.5 is 0. */
  @Test
  void halvesAreRoundedToEven() {
    assertThat(T5.counts(30).noise()).isEqualTo(4);
    assertThat(T5.counts(50).noise()).isEqualTo(8);
    assertThat(new SpanRule(0.25, 4).counts(10)).isEqualTo(new SpanCounts(2, 1, 8));
    assertThat(new SpanRule(0.5, 2).counts(10).spans()).isEqualTo(2);
  }

  @Test
  void upToThirtyTokensThereIsOneSpan() {
    for (int tokens = 0; tokens <= 30; tokens++) {
      assertThat(T5.counts(tokens).spans()).as("%d tokens", tokens).isEqualTo(1);
    }
  }

  /** Nine tokens of noise in spans of one do not fit between one kept token. */
  @Test
  void spansAreBoundedByWhatIsKeptAndBySentinels() {
    assertThat(new SpanRule(0.9, 1).counts(10)).isEqualTo(new SpanCounts(9, 1, 1));
    assertThat(new SpanRule(0.5, 3).counts(766, 100)).isEqualTo(new SpanCounts(383, 100, 383));
  }

  @ParameterizedTest
  @CsvSource({
    "512, 0.15, 3, 568, 114",
    "256, 0.15, 3, 284, 58",
    "128, 0.15, 3, 141, 29",
    "64, 0.15, 3, 70, 14",
    "512, 0.15, 8, 588, 100",
    "512, 0.5, 3, 766, 512",
    "512, 0.5, 8, 908, 512",
    "512, 0.15, 64, 600, 92",
    "512, 0.5, 64, 1006, 512",
    "128, 0.5, 32, 246, 128"
  })
  void rawLengthFillsTheInput(int input, double density, double mean, int raw, int target) {
    SpanRule rule = new SpanRule(density, mean);
    assertThat(rule.rawLength(input)).isEqualTo(raw);
    assertThat(rule.counts(raw).inputLength()).isLessThanOrEqualTo(input);
    assertThat(rule.counts(raw).targetLength()).isEqualTo(target);
  }
}
