package dev.heddle.objectives.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.meap.CopySettings;
import dev.heddle.objectives.meap.MaskedCopies;
import dev.heddle.objectives.nexttoken.NextTokenBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SupervisedFineTuningTest {

  private static final int END = TestTokenizers.SEP;
  private static final int MASK = TestTokenizers.MASK;
  private static final Occasion TRAINING = Occasion.training(1, 0);

  /**
   * By hand: a pack of two conversations. [5 6 | 7 8 end 9] has the answer 7 8 end, predicted from
   * 6, 7 and 8; [9 | 6 end] the answer 6 end, predicted from 9 and 6.
   */
  @Test
  void answersArePredictedFromTheTokenBefore() {
    NextTokenBatch batch = plain(false).collate(List.of(pack()), TRAINING);

    assertThat(batch.seen().lengths()).containsExactly(3, 6);
    assertThat(batch.seen().inputIds()).containsExactly(9, 6, END, 5, 6, 7, 8, END, 9);
    assertThat(batch.rows()).containsExactly(0, 1, 4, 5, 6);
    assertThat(batch.labels()).containsExactly(6, END, 7, 8, END);
    assertThat(batch.places()).containsExactly(6, 7, 1, 2, 3);
    assertThat(batch.counts()).isEqualTo(Map.of("sft", 5L));
  }

  @Test
  void promptsAreLearntOnRequest() {
    NextTokenBatch batch = plain(true).collate(List.of(pack()), TRAINING);
    assertThat(batch.labels()).containsExactly(6, END, 6, 7, 8, END, 9);
  }

  @Test
  void whatIsAskedForNothingIsNotRead() {
    NextTokenBatch batch =
        plain(false)
            .collate(List.of(use(0, new int[] {5, 6, 7}, new int[] {0, 0, 0}, 3)), TRAINING);
    assertThat(batch.tokens()).isZero();
    assertThat(batch.counts()).isEqualTo(Map.of("sft", 0L));
    assertThat(batch.samples()).isEqualTo(1);
  }

  /** A mask that begins a conversation has nothing before it to be predicted from. */
  @Test
  void theFirstTokenIsNeverAsked() {
    NextTokenBatch batch =
        plain(false).collate(List.of(use(0, new int[] {5, 6}, new int[] {1, 1}, 2)), TRAINING);
    assertThat(batch.labels()).containsExactly(6);
  }

  /** 4 tokens of prompt, 60 of answer and its end: 61 terms of the conversation, 6 of its copy. */
  @Test
  void aLongAnswerIsReadASecondTimeInTraining() {
    EpochSample use = longAnswer(60);
    NextTokenBatch batch = masked(0.1).collate(List.of(use), TRAINING);

    assertThat(batch.seen().lengths()).containsExactly(65, 65);
    assertThat(batch.counts()).isEqualTo(Map.of("sft", 67L));
    assertThat(Arrays.stream(batch.labels())).doesNotContain(MASK);
    int[] seen = batch.seen().inputIds();
    assertThat(Arrays.copyOf(seen, 65)).isEqualTo(use.sample().inputIds());
    assertThat(Arrays.stream(seen).filter(id -> id == MASK).count()).isEqualTo(6);
    for (int asked = 61; asked < 67; asked++) {
      assertThat(seen[batch.rows()[asked] + 1]).isEqualTo(MASK);
    }
  }

  /** Terms of both readings weigh the same: (61 * 2 + 6 * 4) / 67. */
  @Test
  void bothReadingsAreOneMean() {
    LossSums sums = new LossSums(Map.of("sft", new Sum(61 * 2.0, 61)), Map.of());
    LossSums both = sums.plus(new LossSums(Map.of("sft", new Sum(6 * 4.0, 6)), Map.of()));
    assertThat(both.loss()).isCloseTo(2.179104, within(1e-6));
  }

  @Test
  void evaluationAndShortAnswersHaveNoCopies() {
    assertThat(masked(0.1).collate(List.of(longAnswer(60)), Occasion.evaluation()).samples())
        .isEqualTo(1);
    assertThat(masked(0.1).collate(List.of(longAnswer(60)), Occasion.evaluation()).seen().lengths())
        .containsExactly(65);
    assertThat(masked(0.1).collate(List.of(longAnswer(50)), TRAINING).seen().lengths())
        .containsExactly(55);
  }

  @Test
  void aRatioOfZeroIsPlain() {
    SupervisedFineTuning off = create(new CopySettings(0, 50));
    NextTokenBatch expected = plain(false).collate(List.of(longAnswer(60)), TRAINING);
    assertThat(off.collate(List.of(longAnswer(60)), TRAINING).contents())
        .usingRecursiveComparison()
        .isEqualTo(expected.contents());
    assertThat(off.asksTheSameEveryTime()).isTrue();
    assertThat(masked(0.1).asksTheSameEveryTime()).isFalse();
  }

  @Test
  void copiesAreDrawnAnewInEveryEpoch() {
    int[] first = masked(0.1).collate(List.of(longAnswer(60)), TRAINING).seen().inputIds();
    EpochSample again = new EpochSample(1, longAnswer(60).sample());
    assertThat(masked(0.1).collate(List.of(longAnswer(60)), TRAINING).seen().inputIds())
        .isEqualTo(first);
    assertThat(masked(0.1).collate(List.of(again), TRAINING).seen().inputIds()).isNotEqualTo(first);
  }

  @Test
  void aMaskTokenIsAddedWhereThereIsNone() {
    SupervisedFineTuningProvider provider = new SupervisedFineTuningProvider();
    SupervisedFineTuningSettings with = settings(Optional.of(new CopySettings(0.1, 50)));
    assertThat(provider.addedTokens(with, TestTokenizers.withoutMask(40)))
        .containsExactly("[MASK]");
    assertThat(provider.addedTokens(with, TestTokenizers.ofSize(40))).isEmpty();
    assertThat(provider.addedTokens(settings(Optional.empty()), TestTokenizers.withoutMask(40)))
        .isEmpty();
    assertThatThrownBy(
            () -> provider.create(with, new DataInfo(TestTokenizers.withoutMask(40), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot create objective sft: tokenizer mask token=none; objective.meap hides tokens"
                + " behind one; prepare the data with this run file, which adds [MASK]");
  }

  private static SupervisedFineTuningSettings settings(Optional<CopySettings> copies) {
    return new SupervisedFineTuningSettings(false, copies);
  }

  private static SupervisedFineTuning create(CopySettings copies) {
    return (SupervisedFineTuning)
        new SupervisedFineTuningProvider()
            .create(
                settings(Optional.of(copies)), new DataInfo(TestTokenizers.ofSize(200), List.of()));
  }

  private static SupervisedFineTuning plain(boolean trainsOnInputs) {
    return new SupervisedFineTuning(
        new SupervisedFineTuningSettings(trainsOnInputs, Optional.empty()),
        TestTokenizers.ofSize(200),
        Optional.empty());
  }

  private static SupervisedFineTuning masked(double ratio) {
    CopySettings copies = new CopySettings(ratio, 50);
    return new SupervisedFineTuning(
        settings(Optional.of(copies)),
        TestTokenizers.ofSize(200),
        Optional.of(new MaskedCopies(copies, MASK)));
  }

  private static EpochSample pack() {
    return use(
        0, new int[] {5, 6, 7, 8, END, 9, 9, 6, END}, new int[] {0, 0, 1, 1, 1, 0, 0, 1, 1}, 6, 3);
  }

  private static EpochSample longAnswer(int tokens) {
    int[] ids = IntStream.rangeClosed(0, 4 + tokens).map(i -> 10 + i).toArray();
    ids[4 + tokens] = END;
    int[] lossMask = IntStream.range(0, ids.length).map(i -> i < 4 ? 0 : 1).toArray();
    return use(3, ids, lossMask, ids.length);
  }

  private static EpochSample use(long index, int[] ids, int[] lossMask, int... lengths) {
    return new EpochSample(0, new PackedSample(index, ids, lengths, Map.of("loss_mask", lossMask)));
  }
}
