package dev.heddle.data.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PieceCutterTest {

  private static final int[] NONE = {};

  @Test
  void putsSpecialTokensAroundEveryPiece() {
    PieceCutter cutter = new PieceCutter(5, new int[] {101}, new int[] {102});
    assertThat(cutter.cut(new int[] {1, 2, 3, 4, 5, 6, 7}))
        .containsExactly(
            new int[] {101, 1, 2, 3, 102}, new int[] {101, 4, 5, 6, 102}, new int[] {101, 7, 102});
  }

  @Test
  void cutsNothingFromNothingAndOneFromAFullOne() {
    PieceCutter cutter = new PieceCutter(3, NONE, NONE);
    assertThat(cutter.cut(NONE)).isEmpty();
    assertThat(cutter.cut(new int[] {1, 2, 3})).containsExactly(new int[] {1, 2, 3});
  }

  @Test
  void refusesALengthWithoutRoom() {
    assertThatThrownBy(() -> new PieceCutter(2, new int[] {101}, new int[] {102}))
        .hasMessage(
            "Cannot cut documents: dataset.max_seq_length=2; must be above the 2 special tokens of a sequence");
  }
}
