package dev.heddle.objectives.denoising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.TextSettings;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanCorruptionTest {

  private static final Occasion TRAINING = Occasion.training(3, 0.5);
  private static final SpanCorruptionProvider PROVIDER = new SpanCorruptionProvider();
  private static final TokenizerInfo BARE = TestTokenizers.ofSize(1000);
  private static final TokenizerInfo TOKENIZER =
      TestTokenizers.with(PROVIDER.addedTokens(settings(""), BARE), BARE);

  @Test
  void defaultsAreT5s() {
    assertThat(settings(""))
        .isEqualTo(new SpanCorruptionSettings(0.15, 3, false, Documents.JOINED));
  }

  @Test
  void everyKeyIsRead() {
    String keys =
        "{noise_density: 0.5, mean_noise_span_length: 8, random_roll: true, documents: separate}";
    assertThat(settings(keys))
        .isEqualTo(new SpanCorruptionSettings(0.5, 8, true, Documents.SEPARATE));
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> settings("{noise_density: 1, mean_noise_span_length: 0.5}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("noise_density=1; must be above 0 and below 1")
        .hasMessageContaining("mean_noise_span_length=0.5; must be 1 or above");
  }

  /** In T5's order: the first sentinel is the last id of the vocabulary. */
  @Test
  void aTokenizerWithoutThemGetsAnEndAndAHundredSentinels() {
    List<String> added = PROVIDER.addedTokens(settings(""), BARE);
    assertThat(added).hasSize(101).startsWith("</s>", "<extra_id_99>", "<extra_id_98>");
    assertThat(added.get(100)).isEqualTo("<extra_id_0>");
    assertThat(TOKENIZER.id("<extra_id_0>")).hasValue(TOKENIZER.vocabularySize() - 1);
    assertThat(PROVIDER.addedTokens(settings(""), TOKENIZER)).isEmpty();
  }

  @Test
  void packsHoldTheTextThatFillsTheInput() {
    DatasetSettings dataset =
        RunFile.ofOpenYaml("test", "path: here", List.of()).bind(DatasetSettings.class);
    assertThat(dataset.maxSeqLength()).isEqualTo(512);
    assertThat(PROVIDER.exampleSettings(settings(""), dataset))
        .contains(new TextSettings(Optional.of(568)));
    assertThat(PROVIDER.exampleSettings(settings("{noise_density: 0.5}"), dataset))
        .contains(new TextSettings(Optional.of(766)));
  }

  @Test
  void specialTokensAreLeftOutAndUnknownOnesAreText() {
    int unknown = BARE.special().unknown().orElseThrow();
    int[] row = {TestTokenizers.CLS, 10, unknown, 12, TestTokenizers.SEP};
    Denoised text = collate("", TRAINING, use(0, row, row.length)).texts().get(0);
    assertThat(text.source()).containsExactly(10, unknown, TOKENIZER.vocabularySize() - 1);
    assertThat(text.target()).containsExactly(TOKENIZER.vocabularySize() - 1, 12);
  }

  @Test
  void theDocumentsOfARowAreOneTextUnlessSeparate() {
    EpochSample row = use(0, IntStream.range(10, 50).toArray(), 30, 10);
    assertThat(collate("", TRAINING, row).texts()).hasSize(1);
    DenoisingBatch separate = collate("{documents: separate}", TRAINING, row);
    assertThat(separate.texts()).hasSize(2);
    assertThat(separate.texts().get(1).source())
        .containsExactly(40, 41, 42, 43, 44, 45, 46, 47, TOKENIZER.vocabularySize() - 1);
  }

  /** 100 tokens: 15 of noise in 5 spans. */
  @Test
  void allOfTheTargetCounts() {
    DenoisingBatch batch = collate("", TRAINING, longText(0), longText(1));
    assertThat(batch.counts()).isEqualTo(Map.of("span_corruption", 2L * (15 + 5 + 1)));
    assertThat(batch.tokens()).isEqualTo(2L * (85 + 5 + 1) + 2L * (15 + 5 + 1));
    assertThat(batch.samples()).isEqualTo(2);
  }

  @Test
  void textsTooShortCountNothing() {
    DenoisingBatch batch =
        collate("", TRAINING, use(0, new int[] {10}, 1), use(1, new int[] {TestTokenizers.SEP}, 1));
    assertThat(batch.texts()).isEmpty();
    assertThat(batch.counts()).isEqualTo(Map.of("span_corruption", 0L));
    assertThat(collate("", TRAINING, use(0, new int[] {10}, 1), longText(1)).texts()).hasSize(1);
  }

  @Test
  void masksAreDrawnAnewInTrainingAndNeverInEvaluation() {
    EpochSample again = new EpochSample(1, longText(0).sample());
    assertThat(source(TRAINING, longText(0))).isEqualTo(source(TRAINING, longText(0)));
    assertThat(source(TRAINING, longText(0))).isNotEqualTo(source(TRAINING, again));
    assertThat(source(Occasion.training(4, 0.5), longText(0)))
        .isNotEqualTo(source(TRAINING, longText(0)));
    assertThat(source(Occasion.evaluation(), longText(0)))
        .isEqualTo(source(Occasion.evaluation(), again));
  }

  /** 100 tokens: 85 kept, 15 taken out, 5 sentinels in either part, an end each. */
  @Test
  void dropoutIsKeyedByTheTextAndAbsentInEvaluation() {
    Denoised text = collate("", TRAINING, longText(0)).texts().get(0);
    assertThat(text.sourceNoise()).hasSize(85 + 5 + 1).doesNotHaveDuplicates();
    assertThat(text.targetNoise()).hasSize(15 + 5 + 1).doesNotContain(text.sourceNoise());
    Denoised inOtherBatch = collate("", TRAINING, longText(1), longText(0)).texts().get(1);
    assertThat(inOtherBatch.sourceNoise()).isEqualTo(text.sourceNoise());
    Denoised evaluated = collate("", Occasion.evaluation(), longText(0)).texts().get(0);
    assertThat(evaluated.sourceNoise()).isEmpty();
    assertThat(evaluated.targetNoise()).isEmpty();
  }

  @Test
  void aTokenizerWithoutSentinelsIsRefused() {
    assertThatThrownBy(() -> PROVIDER.create(settings(""), new DataInfo(BARE, List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot corrupt spans: tokenizer sentinels=0; at least <extra_id_0> and <extra_id_1>");
  }

  private static int[] source(Occasion occasion, EpochSample use) {
    return collate("", occasion, use).texts().get(0).source();
  }

  @SuppressWarnings("unchecked") // what the provider makes
  private static DenoisingBatch collate(String keys, Occasion occasion, EpochSample... uses) {
    Objective<?> objective = PROVIDER.create(settings(keys), new DataInfo(TOKENIZER, List.of()));
    return ((Objective<DenoisingBatch>) objective).collate(List.of(uses), occasion);
  }

  private static SpanCorruptionSettings settings(String keys) {
    return RunFile.ofOpenYaml("test", keys, List.of()).bind(SpanCorruptionSettings.class);
  }

  private static EpochSample longText(long index) {
    return use(index, IntStream.range(100, 200).toArray(), 100);
  }

  private static EpochSample use(long index, int[] ids, int... lengths) {
    return new EpochSample(0, new PackedSample(index, ids, lengths));
  }
}
