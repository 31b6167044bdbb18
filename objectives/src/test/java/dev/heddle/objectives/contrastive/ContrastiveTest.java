package dev.heddle.objectives.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.configs.InvalidSettings;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Pooling;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.SplitEvaluation;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.contrastive.ContrastiveSettings.Attention;
import dev.heddle.objectives.contrastive.ContrastiveSettings.HardNegatives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContrastiveTest {

  private static final int[] A = {2, 7, 3};
  private static final int[] B = {2, 8, 9, 3};
  private static final int[] C = {2, 10, 3};
  private static final int[] D = {2, 11, 12, 13, 3};

  @Test
  void queriesComeFirstAndDocumentsPairByPair() {
    PairBatch batch =
        collate(TinyPairs.pair(4, A, D, B), TinyPairs.pair(5, C, A), TinyPairs.pair(6, B, C, D, A));
    assertThat(batch.layout().roles()).containsExactly(0, 0, 0, 1, 2, 1, 1, 2, 2);
    assertThat(batch.layout().targets()).containsExactly(0, 2, 3);
    assertThat(batch.layout().owners()).containsExactly(0, 0, 1, 2, 2, 2);
    assertThat(batch.texts().lengths()).isSorted();
    int[][] rows = {A, C, B, D, B, A, C, D, A};
    for (int row = 0; row < rows.length; row++) {
      assertThat(batch.rows().get(row)).containsExactly(rows[row]);
    }
    assertThat(batch.counts()).isEqualTo(Map.of("contrastive", 3L));
    long[] keys = batch.layout().keys();
    assertThat(keys[0]).isEqualTo(keys[5]).isEqualTo(keys[8]).isNotEqualTo(keys[1]);
    assertThat(Arrays.stream(keys).distinct()).hasSize(4);
  }

  @Test
  void samplesOfOneTextAreRefused() {
    assertThatThrownBy(() -> collate(TinyPairs.pair(9, A)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot make pairs: sample 9 has 1 text; a pair has a query and a document; prepare the corpus with fields anchor and positive");
  }

  @Test
  void onePairWithoutNegativesIsRefusedInTraining() {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(Optional.empty()), Peers.NONE)) {
      assertThatThrownBy(() -> tiny.learn(List.of(TinyPairs.pair(0, A, B)), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("raise trainer.per_device_train_batch_size");
      assertThat(tiny.learn(List.of(TinyPairs.pair(0, A, B, C)), 1).sums().loss()).isPositive();
    }
  }

  @Test
  void textsBeyondTheModelsLengthAreRefused() {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(Optional.empty()), Peers.NONE)) {
      int[] tooLong = new int[33];
      Arrays.fill(tooLong, 7);
      assertThatThrownBy(
              () -> tiny.learn(List.of(TinyPairs.pair(0, A, tooLong), TinyPairs.pair(1, C, D)), 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("length=33");
    }
  }

  /** A decoder that looks both ways tells texts apart by their ends from their first token on. */
  @Test
  void decodersLookBothWaysUnlessTheyAreToldNotTo() {
    List<EpochSample> pairs = TinyPairs.pairs(4, 0);
    assertThat(firstTokens(Attention.BIDIRECTIONAL, B, new int[] {2, 8, 9, 4})).isLessThan(0.9999);
    assertThat(firstTokens(Attention.CAUSAL, B, new int[] {2, 8, 9, 4})).isCloseTo(1, within(1e-6));
    try (TinyPairs tiny = TinyPairs.decoder(settings(Attention.BIDIRECTIONAL, Pooling.LAST))) {
      assertThat(TinyPairs.norm(tiny.learn(pairs, 4).gradients())).isGreaterThan(0.01);
    }
  }

  @Test
  void encodersCannotBeCausal() {
    assertThatThrownBy(
            () -> TinyPairs.encoder(settings(Attention.CAUSAL, Pooling.MEAN), Peers.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot train contrastive: objective.attention=causal; a modernbert sees all of a text; leave the key out or choose a decoder");
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void everyPoolingLearns(Pooling pooling) {
    try (TinyPairs tiny =
        TinyPairs.encoder(settings(Attention.BIDIRECTIONAL, pooling), Peers.NONE)) {
      assertThat(TinyPairs.norm(tiny.learn(TinyPairs.pairs(4, 1), 4).gradients()))
          .isGreaterThan(0.01);
    }
  }

  @Test
  void learntTemperaturesStayAboveTheirBound() {
    ContrastiveSettings lowest =
        new ContrastiveSettings(
            true,
            0.01,
            true,
            Pooling.MEAN,
            Attention.BIDIRECTIONAL,
            HardNegatives.SHARED,
            true,
            Optional.empty(),
            "",
            "");
    try (TinyPairs tiny = TinyPairs.encoder(lowest, Peers.NONE)) {
      LossSums sums = tiny.learn(TinyPairs.pairs(4, 0), 4).sums();
      assertThat(sums.metrics().get("temperature").mean()).isCloseTo(0.01, within(1e-7));
    }
  }

  /**
   * Worker 0 has 3 pairs and worker 1 has 2; each text is its own answer, so that all are found,
   * but for two queries that ask for the same document.
   */
  @Test
  void theWholeSplitIsRankedWhateverTheWorkers() throws Exception {
    List<EpochSample> pairs = new ArrayList<>();
    for (EpochSample pair : TinyPairs.pairs(5, 0)) {
      int[] text = firstText(pair);
      pairs.add(TinyPairs.pair(pair.sample().index(), text, text));
    }
    Map<String, Sum> alone = evaluate(1, List.of(pairs));
    assertThat(alone.get("recall_at_1")).isEqualTo(new Sum(5, 5));
    assertThat(alone.get("mrr")).isEqualTo(new Sum(5, 5));
    assertThat(alone.get("candidates").mean()).isEqualTo(5);
    assertThat(evaluate(2, List.of(pairs.subList(0, 3), pairs.subList(3, 5)))).isEqualTo(alone);
    assertThat(evaluate(2, List.of(pairs, List.of()))).isEqualTo(alone);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(
            () ->
                new ContrastiveSettings(
                    true,
                    0.001,
                    true,
                    Pooling.MEAN,
                    Attention.BIDIRECTIONAL,
                    HardNegatives.SHARED,
                    true,
                    Optional.of(0),
                    "",
                    ""))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("temperature")
        .hasMessageContaining("gradcache_chunk");
  }

  private static Map<String, Sum> evaluate(int workers, List<List<EpochSample>> shares)
      throws Exception {
    return ThreadPeers.run(workers, peers -> evaluate(peers, shares.get(peers.rank()))).stream()
        .reduce(
            (one, other) -> {
              other.forEach((name, sum) -> one.merge(name, sum, Sum::plus));
              return one;
            })
        .orElseThrow();
  }

  private static Map<String, Sum> evaluate(Peers peers, List<EpochSample> share) {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(Optional.of(2)), peers);
        Scope scope = tiny.engine.scope()) {
      Step step = new Step(tiny.model, scope, Backward.NONE);
      SplitEvaluation<PairBatch> evaluation = tiny.objective.evaluation();
      for (int first = 0; first < share.size(); first += 2) {
        List<EpochSample> some = share.subList(first, Math.min(share.size(), first + 2));
        evaluation.step(tiny.objective.collate(some, Occasion.evaluation()), step);
      }
      return evaluation.finish(step, peers);
    }
  }

  private static double firstTokens(Attention attention, int[] one, int[] other) {
    try (TinyPairs tiny = TinyPairs.decoder(settings(attention, Pooling.CLS));
        Scope scope = tiny.engine.scope()) {
      Step step = new Step(tiny.model, scope, Backward.NONE);
      PairBatch batch = collate(TinyPairs.pair(0, one, other));
      float[] rows = tiny.objective.vectors(batch, step).toFloatArray();
      double dot = 0;
      for (int i = 0; i < rows.length / 2; i++) {
        dot += rows[i] * rows[rows.length / 2 + i];
      }
      return dot;
    }
  }

  private static ContrastiveSettings settings(Attention attention, Pooling pooling) {
    return new ContrastiveSettings(
        true, 0.1, false, pooling, attention, HardNegatives.SHARED, true, Optional.empty(), "", "");
  }

  private static PairBatch collate(EpochSample... pairs) {
    PairBatchBuilder batch = new PairBatchBuilder(Occasion.evaluation());
    List.of(pairs).forEach(batch::add);
    return batch.build();
  }

  private static int[] firstText(EpochSample pair) {
    return Arrays.copyOf(pair.sample().inputIds(), pair.sample().sequenceLengths()[0]);
  }
}
