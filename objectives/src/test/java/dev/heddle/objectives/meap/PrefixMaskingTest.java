package dev.heddle.objectives.meap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.InvalidSettings;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.nexttoken.TokenSequence;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixMaskingTest {

  private static final int MASK = 10;
  private static final Occasion TRAINING = Occasion.training(3, 0.25);
  private static final PrefixMasking MASKING = masking(0.15, false);

  /**
   * By hand: of 5 7 2 9 4 1 3 six tokens predict another, so one is hidden among the first five.
   * Where it is the third, the model reads 5 7 10 9 4 1 and the hidden 2 is still predicted.
   */
  @Test
  void aHiddenTokenIsStillPredicted() {
    int[] ids = {5, 7, 2, 9, 4, 1, 3};
    Set<Integer> places = new HashSet<>();
    for (int index = 0; index < 100; index++) {
      TokenSequence masked = masked(MASKING, index, ids);
      int place = placeOf(MASK, masked.seen());
      places.add(place);
      int[] expected = ids.clone();
      expected[place] = MASK;
      assertThat(masked.seen()).isEqualTo(expected);
      assertThat(masked.labels()).containsExactly(7, 2, 9, 4, 1, 3, TokenSequence.IGNORED);
    }
    assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(ids).containsExactly(5, 7, 2, 9, 4, 1, 3);
  }

  @Test
  void asManyAreHiddenAsTheRatioSays() {
    for (int predicting : new int[] {2, 6, 64, 128, 256}) {
      int[] ids = IntStream.rangeClosed(0, predicting).map(i -> 11 + i % 20).toArray();
      int[] seen = masked(MASKING, predicting, ids).seen();
      assertThat(Arrays.stream(seen).filter(id -> id == MASK).count())
          .isEqualTo(Math.max(1, (int) Math.floor(0.15 * predicting)));
      assertThat(seen[predicting - 1]).isEqualTo(ids[predicting - 1]);
      assertThat(seen[predicting]).isEqualTo(ids[predicting]);
    }
  }

  @Test
  void sequencesThatPredictLessThanTwoTokensStay() {
    assertThat(masked(MASKING, 0, new int[] {7}).seen()).containsExactly(7);
    assertThat(masked(MASKING, 0, new int[] {7, 8}).seen()).containsExactly(7, 8);
  }

  @Test
  void sequencesOfAPackAreHiddenOnTheirOwn() {
    List<TokenSequence> pack =
        List.of(
            sequence(IntStream.range(20, 41).toArray()),
            sequence(IntStream.range(50, 91).toArray()));
    List<TokenSequence> masked = MASKING.masked(pack, use(0), TRAINING);
    assertThat(Arrays.stream(masked.get(0).seen()).filter(id -> id == MASK).count()).isEqualTo(3);
    assertThat(Arrays.stream(masked.get(1).seen()).filter(id -> id == MASK).count()).isEqualTo(6);
  }

  /** Labels hold no mask token: one that stands in the text is read and not asked for. */
  @Test
  void theMaskTokenIsNeverALabel() {
    assertThat(masked(MASKING, 0, new int[] {5, MASK, 6, 7}).labels())
        .containsExactly(TokenSequence.IGNORED, 6, 7, TokenSequence.IGNORED);
  }

  @Test
  void placesBelongToSampleAndEpochAndSeed() {
    int[] ids = IntStream.range(20, 85).toArray();
    int[] first = masked(MASKING, 1, ids).seen();
    assertThat(masked(MASKING, 1, ids).seen()).isEqualTo(first);
    assertThat(masked(MASKING, 2, ids).seen()).isNotEqualTo(first);
    List<TokenSequence> plain = List.of(sequence(ids));
    EpochSample later = new EpochSample(1, use(1).sample());
    assertThat(MASKING.masked(plain, later, TRAINING).get(0).seen()).isNotEqualTo(first);
    assertThat(MASKING.masked(plain, use(1), Occasion.training(4, 0.25)).get(0).seen())
        .isNotEqualTo(first);
  }

  @Test
  void sharedPlacesAreTheSameForEqualLengthsInAStep() {
    PrefixMasking shared = masking(0.15, true);
    int[] ids = IntStream.range(20, 85).toArray();
    List<TokenSequence> pack = List.of(sequence(ids), sequence(ids));
    List<TokenSequence> masked = shared.masked(pack, use(1), TRAINING);
    assertThat(masked.get(1).seen()).isEqualTo(masked.get(0).seen());
    assertThat(shared.masked(pack, use(7), TRAINING).get(0).seen()).isEqualTo(masked.get(0).seen());
    assertThat(shared.masked(pack, use(1), Occasion.training(3, 0.5)).get(0).seen())
        .isNotEqualTo(masked.get(0).seen());
  }

  @Test
  void ratiosOutsideTheRangeAreRefused() {
    assertThatThrownBy(() -> new MeapSettings(1, false))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("must be from 0 to below 1");
    assertThatThrownBy(() -> new MeapSettings(-0.1, false)).isInstanceOf(InvalidSettings.class);
    assertThatThrownBy(() -> new CopySettings(1, 50)).isInstanceOf(InvalidSettings.class);
    assertThatThrownBy(() -> new CopySettings(0.1, -1)).isInstanceOf(InvalidSettings.class);
  }

  private static PrefixMasking masking(double ratio, boolean isShared) {
    return new PrefixMasking(new MeapSettings(ratio, isShared), MASK);
  }

  private static TokenSequence masked(PrefixMasking masking, long index, int[] ids) {
    return masking.masked(List.of(sequence(ids)), use(index), TRAINING).get(0);
  }

  private static TokenSequence sequence(int[] ids) {
    return TokenSequence.predictingAll(ids, 0);
  }

  private static int placeOf(int id, int[] ids) {
    return IntStream.range(0, ids.length).filter(i -> ids[i] == id).findFirst().orElseThrow();
  }

  private static EpochSample use(long index) {
    return new EpochSample(0, new PackedSample(index, new int[] {1}, new int[] {1}));
  }
}
