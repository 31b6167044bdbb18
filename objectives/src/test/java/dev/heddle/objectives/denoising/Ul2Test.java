package dev.heddle.objectives.denoising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.examples.TextSettings;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.TokenizerInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Ul2Test {

  private static final Ul2Provider PROVIDER = new Ul2Provider();
  private static final TokenizerInfo BARE = TestTokenizers.ofSize(1000);
  private static final TokenizerInfo TOKENIZER =
      TestTokenizers.with(PROVIDER.addedTokens(settings(""), BARE), BARE);
  private static final int FIRST_SENTINEL = TOKENIZER.vocabularySize() - 1;
  private static final int LENGTH = 600;
  private static final int[] TEXT = IntStream.range(100, 100 + LENGTH).toArray();

  /**
   * What a denoiser leaves of 600 tokens, by hand from z = round(600·r) and s = round(z/μ): which
   * mode, how many tokens of noise in how many spans. Rolling may add a sentinel to the target.
   */
  private record Trace(String mode, int noise, int spans) {}

  private static final Trace SEQUENTIAL = new Trace("[S]", 0, 0);
  private static final List<Trace> SEVEN =
      List.of(
          new Trace("[R]", 90, 30),
          new Trace("[R]", 90, 11),
          SEQUENTIAL,
          new Trace("[X]", 300, 100),
          new Trace("[X]", 300, 38),
          new Trace("[X]", 90, 1),
          new Trace("[X]", 300, 5));

  @Test
  void allSevenAreEquallyLikely() {
    int many = 14_000;
    Map<Trace, Integer> drawn = drawn("", many);
    assertThat(drawn.keySet()).containsExactlyInAnyOrderElementsOf(SEVEN);
    double tolerance = 3 * Math.sqrt(many * (1 / 7.0) * (6 / 7.0));
    drawn.forEach(
        (trace, count) ->
            assertThat((double) count).as("%s", trace).isCloseTo(2000, within(tolerance)));
  }

  /** T5Gemma: R, S and X as 1, 1 and 4; the two of R share theirs. */
  @Test
  void weightsAreTheModes() {
    int many = 12_000;
    Map<Trace, Integer> drawn = drawn("{r_weight: 1, s_weight: 1, x_weight: 4}", many);
    for (Trace trace : SEVEN) {
      double share = trace.mode().equals("[R]") ? 1 / 12.0 : 1 / 6.0;
      double tolerance = 3 * Math.sqrt(many * share * (1 - share));
      assertThat((double) drawn.get(trace))
          .as("%s", trace)
          .isCloseTo(many * share, within(tolerance));
    }
    assertThat(drawn("{r_weight: 0, s_weight: 3, x_weight: 0}", 50)).containsOnlyKeys(SEQUENTIAL);
  }

  /** Exactly r of the tokens for spans, since 600 divides; a quarter on average for suffixes. */
  @Test
  void aSuffixIsAQuarterOfTheTextOnAverage() {
    Ul2 sequential = new Ul2(settings("{r_weight: 0, x_weight: 0}"), TOKENIZER);
    int many = 20_000;
    double taken = 0;
    for (int sample = 0; sample < many; sample++) {
      int length = denoised(sequential, TEXT, sample).target().length;
      assertThat(length).isBetween(1, LENGTH / 2);
      taken += length;
    }
    assertThat(taken / many / LENGTH).isCloseTo(0.25, within(0.0025));
  }

  @Test
  void theTargetOfASuffixGoesOnWithoutASentinel() {
    Ul2 sequential = new Ul2(settings("{r_weight: 0, x_weight: 0}"), TOKENIZER);
    Denoised three = denoised(sequential, new int[] {10, 11, 12}, 0);
    assertThat(three.source()).containsExactly(id("[S]"), 10, 11);
    assertThat(three.target()).containsExactly(12);
    assertThat(sequential.denoise(new int[] {10}, Streams.of(0))).isEmpty();
    assertThat(sequential.denoise(new int[0], Streams.of(0))).isEmpty();
  }

  /** Without rolling the one long span would always be the last 90 tokens. */
  @Test
  void longSpansLieAnywhere() {
    Ul2 ul2 = new Ul2(settings("{r_weight: 0, s_weight: 0}"), TOKENIZER);
    long atTheEnd =
        IntStream.range(0, 4000)
            .mapToObj(sample -> denoised(ul2, TEXT, sample))
            .filter(text -> trace(text).equals(new Trace("[X]", 90, 1)))
            .filter(text -> text.source()[text.source().length - 1] == FIRST_SENTINEL)
            .count();
    assertThat(atTheEnd).isLessThan(20);
  }

  @Test
  void modeTokensAreAddedBeforeTheSentinels() {
    assertThat(PROVIDER.addedTokens(settings(""), BARE))
        .hasSize(104)
        .startsWith("</s>", "[R]", "[S]", "[X]", "<extra_id_99>")
        .endsWith("<extra_id_0>");
    assertThat(PROVIDER.addedTokens(settings("{r_mode: '[NLU]'}"), BARE)).contains("[NLU]");
  }

  @Test
  void noSourceIsLongerThanAllowed() {
    DatasetSettings dataset =
        RunFile.ofOpenYaml("test", "{path: here, max_seq_length: 128}", List.of())
            .bind(DatasetSettings.class);
    assertThat(PROVIDER.exampleSettings(settings(""), dataset))
        .contains(new TextSettings(Optional.of(127)));
    int[] text = IntStream.range(100, 100 + 127).toArray();
    Ul2 ul2 = new Ul2(settings(""), TOKENIZER);
    int longest =
        IntStream.range(0, 5000)
            .map(sample -> denoised(ul2, text, sample).source().length + 1)
            .max()
            .orElseThrow();
    assertThat(longest).isEqualTo(128);
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(
            () -> settings("{r_weight: 0, s_weight: 0, x_weight: 0, s_mode: '[R]', x_mode: ' '}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("r_weight=0; must be above 0 where s_weight and x_weight are 0")
        .hasMessageContaining("s_mode=\"[R]\"; must differ from the tokens of the other modes")
        .hasMessageContaining("x_mode=\" \"; must not be blank");
    assertThatThrownBy(() -> new Ul2(settings("{s_mode: '[Q]'}"), TOKENIZER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot create objective ul2: mode=[Q] is none of the tokenizer's");
  }

  private static Map<Trace, Integer> drawn(String keys, int many) {
    Ul2 ul2 = new Ul2(settings(keys), TOKENIZER);
    Map<Trace, Integer> drawn = new HashMap<>();
    for (int sample = 0; sample < many; sample++) {
      drawn.merge(trace(denoised(ul2, TEXT, sample)), 1, Integer::sum);
    }
    return drawn;
  }

  /** What is seen of the denoiser in what it made. */
  private static Trace trace(Denoised text) {
    int mode = text.source()[0];
    if (mode == id("[S]")) {
      return SEQUENTIAL;
    }
    int noise = (int) IntStream.of(text.target()).filter(token -> token < 1000).count();
    int gaps = (int) IntStream.of(text.source()).filter(token -> token >= 1000).count() - 1;
    boolean isCutInTwo = startsAndEndsWithNoise(text);
    return new Trace(mode == id("[R]") ? "[R]" : "[X]", noise, isCutInTwo ? gaps - 1 : gaps);
  }

  /** A rolled span that reaches over the end goes on at the start. */
  private static boolean startsAndEndsWithNoise(Denoised text) {
    int[] source = text.source();
    return source[1] == FIRST_SENTINEL && source[source.length - 1] >= 1000;
  }

  private static Denoised denoised(Ul2 ul2, int[] text, long sample) {
    return ul2.denoise(text, Streams.of(sample)).orElseThrow();
  }

  private static int id(String token) {
    return TOKENIZER.id(token).orElseThrow();
  }

  private static Ul2Settings settings(String keys) {
    return RunFile.ofOpenYaml("test", keys, List.of()).bind(Ul2Settings.class);
  }
}
