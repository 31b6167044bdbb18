package dev.heddle.objectives.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Pooling;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.contrastive.TinyPairs.Learnt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradientCacheTest {

  /** 8 pairs with a hard negative are 24 texts: 8 chunks of 3. */
  private static final int CHUNK = 3;

  private static final List<EpochSample> PAIRS = TinyPairs.pairs(8, 1);

  @Test
  void eightChunksHaveTheGradientOfTheWholeBatch() {
    Learnt whole = learn(Optional.empty(), PAIRS);
    Learnt chunks = learn(Optional.of(CHUNK), PAIRS);
    assertThat(TinyPairs.norm(whole.gradients())).isGreaterThan(0.1);
    assertThat(chunks.sums().loss()).isCloseTo(whole.sums().loss(), within(1e-5));
    assertSameGradients(chunks, whole);
  }

  /** What accumulation over small batches gives instead: other negatives, another gradient. */
  @Test
  void halfBatchesHaveAnotherGradient() {
    Learnt whole = learn(Optional.empty(), PAIRS);
    Learnt halves =
        Learnt.sum(
            List.of(
                learn(Optional.empty(), PAIRS.subList(0, 4)),
                learn(Optional.empty(), PAIRS.subList(4, 8))));
    assertThat(halves.sums().loss()).isLessThan(whole.sums().loss() - 0.1);
  }

  @Test
  void bothPassesOfAChunkComputeTheSameBits() {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(Optional.empty()), Peers.NONE)) {
      assertThat(secondPass(tiny)).containsExactly(firstPass(tiny));
    }
  }

  /** Dropout is keyed by sample and token, so that nothing has to be remembered between passes. */
  @Test
  void bothPassesDropTheSame() {
    float[] undropped;
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(Optional.empty()), Peers.NONE)) {
      undropped = firstPass(tiny);
    }
    try (TinyPairs tiny = TinyPairs.droppingEncoder(TinyPairs.settings(Optional.empty()))) {
      float[] first = firstPass(tiny);
      assertThat(first).isNotEqualTo(undropped);
      assertThat(secondPass(tiny)).containsExactly(first);
    }
  }

  @Test
  void chunksWithDropoutHaveTheGradientOfTheWholeBatchWithDropout() {
    Learnt whole = learnDropping(Optional.empty());
    Learnt chunks = learnDropping(Optional.of(CHUNK));
    assertThat(chunks.sums().loss()).isCloseTo(whole.sums().loss(), within(1e-5));
    assertThat(whole.sums().loss())
        .isNotCloseTo(learn(Optional.empty(), PAIRS).sums().loss(), within(1e-3));
    assertSameGradients(chunks, whole);
  }

  /** In one chunk, without records. */
  private static float[] firstPass(TinyPairs tiny) {
    try (Scope scope = tiny.engine.scope()) {
      PairBatch batch = batch(tiny);
      return new GradientCache(vectors(tiny), batch.prompts().length)
          .forward(batch.texts(), batch.prompts(), scope)
          .toFloatArray();
    }
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private static float[] secondPass(TinyPairs tiny) {
    try (Scope scope = tiny.engine.scope();
        GradientMode recording = tiny.engine.autograd().recording()) {
      PairBatch batch = batch(tiny);
      return vectors(tiny).of(batch.texts(), batch.prompts(), scope).toFloatArray();
    }
  }

  private static PairBatch batch(TinyPairs tiny) {
    return tiny.objective.collate(PAIRS, Occasion.training(3, 0.5));
  }

  private static TextVectors vectors(TinyPairs tiny) {
    return new TextVectors(tiny.model, Visibility.BIDIRECTIONAL, Pooling.MEAN);
  }

  private static void assertSameGradients(Learnt found, Learnt expected) {
    expected
        .gradients()
        .forEach(
            (name, values) ->
                assertThat(found.gradients().get(name))
                    .as(name)
                    .containsExactly(values, within(1e-5f)));
  }

  private static Learnt learnDropping(Optional<Integer> chunk) {
    try (TinyPairs tiny = TinyPairs.droppingEncoder(TinyPairs.settings(chunk))) {
      return tiny.learn(PAIRS, PAIRS.size());
    }
  }

  private static Learnt learn(Optional<Integer> chunk, List<EpochSample> pairs) {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(chunk), Peers.NONE)) {
      return tiny.learn(pairs, PAIRS.size());
    }
  }
}
