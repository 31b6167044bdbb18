package dev.heddle.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OccasionTest {
  private static final Occasion TRAINING = Occasion.training(3, 0.5);

  @Test
  void noiseIsAFunctionOfSeedEpochSampleTextAndPlace() {
    long[] noise = TRAINING.noise(use(1, 5), 0, 6);
    assertThat(noise).hasSize(6).doesNotHaveDuplicates();
    assertThat(Occasion.training(3, 0.9).noise(use(1, 5), 0, 6)).isEqualTo(noise);
    assertThat(Occasion.training(4, 0.5).noise(use(1, 5), 0, 6)).doesNotContain(noise);
    assertThat(TRAINING.noise(use(2, 5), 0, 6)).doesNotContain(noise);
    assertThat(TRAINING.noise(use(1, 6), 0, 6)).doesNotContain(noise);
    assertThat(TRAINING.noise(use(1, 5), "target", 0, 6)).doesNotContain(noise);
  }

  @Test
  void aPartOfASampleHasThePartsNoise() {
    long[] whole = TRAINING.noise(use(0, 0), 0, 9);
    assertThat(TRAINING.noise(use(0, 0), 4, 3)).isEqualTo(Arrays.copyOfRange(whole, 4, 7));
  }

  @Test
  void evaluationHasNone() {
    assertThat(Occasion.evaluation().noise(use(0, 0), 0, 9)).isEmpty();
  }

  private static EpochSample use(long epoch, long index) {
    return new EpochSample(epoch, new PackedSample(index, new int[] {7}, new int[] {1}));
  }
}
