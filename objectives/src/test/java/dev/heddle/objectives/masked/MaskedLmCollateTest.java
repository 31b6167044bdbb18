package dev.heddle.objectives.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.masked.MaskedLmSettings.Masks;
import dev.heddle.objectives.masked.MaskedLmSettings.SelectionKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskedLmCollateTest {

  private static final int VOCABULARY = 200;
  private static final Occasion TRAINING = Occasion.training(1, 0);

  @Test
  void isAPureFunctionOfSeedEpochAndSample() {
    MaskedLm objective = objective(settings(0.3, Masks.DYNAMIC));
    MaskedBatch batch = objective.collate(List.of(use(0, 7), use(0, 8)), TRAINING);
    MaskedBatch again = objective.collate(List.of(use(0, 7), use(0, 8)), TRAINING);
    assertThat(again.seen().inputIds()).isEqualTo(batch.seen().inputIds());
    assertThat(again.labels()).isEqualTo(batch.labels());
    MaskedBatch alone = objective.collate(List.of(use(0, 8)), TRAINING);
    assertThat(batch.contents().get("input_ids")).isNotEqualTo(alone.seen().inputIds());
    assertThat(rowsOf(batch, 8)).isEqualTo(alone.seen().inputIds());
  }

  @Test
  void aSampleHasTheSameNoiseInAnyBatch() {
    MaskedLm objective = objective(settings(0.3, Masks.DYNAMIC));
    long[] alone = objective.collate(List.of(use(0, 8)), TRAINING).seen().noise();
    PackedTokens both = objective.collate(List.of(use(0, 7), use(0, 8)), TRAINING).seen();
    assertThat(alone).hasSize(use(0, 8).sample().inputIds().length).doesNotHaveDuplicates();
    assertThat(both.noise()).hasSize(both.size()).contains(alone).doesNotHaveDuplicates();
    assertThat(objective.collate(List.of(use(1, 8)), TRAINING).seen().noise())
        .doesNotContain(alone);
    assertThat(objective.collate(List.of(use(0, 8)), Occasion.evaluation()).seen().noise())
        .isEmpty();
  }

  @Test
  void drawsAnewInEveryEpochAndForEverySeed() {
    MaskedLm objective = objective(settings(0.3, Masks.DYNAMIC));
    int[] first = objective.collate(List.of(use(0, 7)), TRAINING).seen().inputIds();
    assertThat(objective.collate(List.of(use(1, 7)), TRAINING).seen().inputIds())
        .isNotEqualTo(first);
    assertThat(objective.collate(List.of(use(0, 7)), Occasion.training(2, 0)).seen().inputIds())
        .isNotEqualTo(first);
  }

  @Test
  void staticMasksComeBackAfterTenEpochs() {
    MaskedLm objective = objective(settings(0.3, Masks.STATIC));
    int[] first = objective.collate(List.of(use(0, 7)), TRAINING).seen().inputIds();
    assertThat(objective.collate(List.of(use(10, 7)), TRAINING).seen().inputIds()).isEqualTo(first);
    assertThat(objective.collate(List.of(use(1, 7)), TRAINING).seen().inputIds())
        .isNotEqualTo(first);
  }

  @Test
  void evaluationMasksAreTheSameInEveryRun() {
    int[] one =
        objective(settings(0.3, Masks.DYNAMIC))
            .collate(List.of(use(0, 7)), Occasion.evaluation())
            .seen()
            .inputIds();
    int[] other =
        objective(settings(0.9, Masks.DYNAMIC))
            .collate(List.of(use(3, 7)), Occasion.evaluation())
            .seen()
            .inputIds();
    assertThat(other).isEqualTo(one);
  }

  @Test
  void labelsAreWhatStoodThereAndSpecialsAreLeftAlone() {
    MaskedBatch batch =
        objective(settings(0.9, Masks.DYNAMIC)).collate(List.of(use(0, 7), use(0, 9)), TRAINING);
    int[] seen = batch.seen().inputIds();
    int[] labels = (int[]) batch.contents().get("labels");
    assertThat(batch.counts()).containsEntry("mlm", (long) batch.rows().length);
    assertThat(IntStream.of(batch.labels()).allMatch(label -> label > TestTokenizers.MASK))
        .isTrue();
    for (int row = 0; row < seen.length; row++) {
      boolean isAsked = labels[row] != -100;
      assertThat(seen[row] == TestTokenizers.MASK && !isAsked).isFalse();
      if (seen[row] <= TestTokenizers.SEP) {
        assertThat(isAsked).isFalse();
      }
    }
  }

  @Test
  void sequencesAreSortedByLength() {
    PackedSample sample =
        new PackedSample(0, IntStream.range(10, 19).toArray(), new int[] {4, 2, 3});
    MaskedBatch batch =
        objective(settings(0.001, Masks.DYNAMIC))
            .collate(List.of(new EpochSample(0, sample)), TRAINING);
    assertThat(batch.seen().lengths()).containsExactly(2, 3, 4);
    assertThat(batch.tokens()).isEqualTo(9);
    assertThat(batch.samples()).isEqualTo(1);
  }

  @Test
  void randomTokensComeFromTheWholeVocabularyButNeverSpecial() {
    MaskedLmSettings allRandom =
        new MaskedLmSettings(
            1,
            RatioSchedule.CONSTANT,
            0.15,
            0,
            1,
            SelectionKind.INDEPENDENT,
            Optional.empty(),
            Masks.DYNAMIC);
    int[] seen =
        objective(allRandom)
            .collate(IntStream.range(0, 100).mapToObj(i -> use(0, i)).toList(), TRAINING)
            .seen()
            .inputIds();
    int[] drawn = IntStream.of(seen).filter(id -> id > TestTokenizers.SEP).toArray();
    assertThat(drawn).doesNotContain(TestTokenizers.MASK);
    assertThat(IntStream.of(drawn).distinct().count()).isEqualTo(VOCABULARY - 5);
  }

  @Test
  void needsAMaskToken() {
    assertThatThrownBy(
            () ->
                new MaskedLmProvider()
                    .create(
                        settings(0.15, Masks.DYNAMIC),
                        new DataInfo(TestTokenizers.withoutMask(20), List.of())))
        .hasMessageContaining("Cannot create objective mlm: tokenizer mask token=none");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(
            () ->
                new MaskedLmSettings(
                    0,
                    RatioSchedule.CONSTANT,
                    1.5,
                    0.8,
                    0.3,
                    SelectionKind.INDEPENDENT,
                    Optional.of(20),
                    Masks.DYNAMIC))
        .hasMessageContaining("mlm_probability=0.0; must be above 0 and at most 1")
        .hasMessageContaining("eval_mlm_probability=1.5")
        .hasMessageContaining("random_replace_prob=0.3")
        .hasMessageContaining("max_predictions_per_seq=20");
  }

  private static int[] rowsOf(MaskedBatch batch, long sample) {
    int first = batch.origins().get(0).sample().index() == sample ? 0 : 1;
    int half = batch.seen().size() / 2;
    return IntStream.range(first * half, (first + 1) * half)
        .map(row -> batch.seen().inputIds()[row])
        .toArray();
  }

  private static EpochSample use(long epoch, long index) {
    int[] ids = IntStream.range(0, 24).map(i -> 10 + i).toArray();
    ids[0] = TestTokenizers.CLS;
    ids[23] = TestTokenizers.SEP;
    return new EpochSample(epoch, new PackedSample(index, ids, new int[] {24}));
  }

  private static MaskedLm objective(MaskedLmSettings settings) {
    return (MaskedLm)
        new MaskedLmProvider()
            .create(settings, new DataInfo(TestTokenizers.ofSize(VOCABULARY), List.of()));
  }

  private static MaskedLmSettings settings(double probability, Masks masks) {
    return new MaskedLmSettings(
        probability,
        RatioSchedule.CONSTANT,
        0.15,
        0.8,
        0.1,
        SelectionKind.INDEPENDENT,
        Optional.empty(),
        masks);
  }
}
