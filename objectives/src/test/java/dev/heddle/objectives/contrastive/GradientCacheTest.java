package dev.heddle.objectives.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
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
    whole
        .gradients()
        .forEach(
            (name, values) ->
                assertThat(chunks.gradients().get(name))
                    .as(name)
                    .containsExactly(values, within(1e-5f)));
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
  @SuppressWarnings("try") // recording is open for its duration, never named
  void bothPassesOfAChunkComputeTheSameBits() {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(Optional.empty()), Peers.NONE);
        Scope scope = tiny.engine.scope()) {
      PairBatch batch = tiny.objective.collate(PAIRS, Occasion.training(3, 0.5));
      TextVectors vectors = new TextVectors(tiny.model, Visibility.BIDIRECTIONAL, Pooling.MEAN);
      GradientCache cache = new GradientCache(vectors, batch.prompts().length);
      float[] first = cache.forward(batch.texts(), batch.prompts(), scope).toFloatArray();
      try (GradientMode recording = tiny.engine.autograd().recording()) {
        NDArray second = vectors.of(batch.texts(), batch.prompts(), scope);
        assertThat(second.toFloatArray()).containsExactly(first);
      }
    }
  }

  private static Learnt learn(Optional<Integer> chunk, List<EpochSample> pairs) {
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(chunk), Peers.NONE)) {
      return tiny.learn(pairs, PAIRS.size());
    }
  }
}
