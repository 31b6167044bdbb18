package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedTokensTest {
  @Test
  void takesPaddingOutOnEitherSide() {
    int[][] right = {{7, 8, 0, 0}, {4, 5, 6, 9}};
    int[][] left = {{0, 0, 7, 8}, {4, 5, 6, 9}};
    for (int[][] padded : List.of(right, left)) {
      int[][] mask = {
        Arrays.stream(padded[0]).map(Integer::signum).toArray(), {1, 1, 1, 1},
      };
      PackedTokens packed = PackedTokens.unpadded(padded, mask);
      assertThat(packed.inputIds()).containsExactly(7, 8, 4, 5, 6, 9);
      assertThat(packed.lengths()).containsExactly(2, 4);
    }
  }

  @Test
  void countsPositionsFromTheStartOfEachSequence() {
    PackedTokens tokens = new PackedTokens(new int[] {9, 8, 7, 6, 5, 4}, new int[] {3, 1, 2});
    assertThat(tokens.positions()).containsExactly(0, 1, 2, 0, 0, 1);
    assertThat(tokens.starts()).containsExactly(0, 3, 4);
    assertThat(tokens.longest()).isEqualTo(3);
  }

  @Test
  void ordersByLengthAndKeepsEqualOnesInOrder() {
    assertThat(PackedTokens.orderByLength(new int[] {3, 1, 2, 1})).containsExactly(1, 3, 2, 0);
  }

  @Test
  void refusesLengthsThatDoNotAddUp() {
    assertThatThrownBy(() -> new PackedTokens(new int[] {1, 2, 3}, new int[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot pack tokens: sum of lengths=2; must be the number of tokens, 3");
  }

  @Test
  void refusesEmptySequences() {
    assertThatThrownBy(() -> new PackedTokens(new int[] {1}, new int[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot pack tokens: length=0; every sequence must have at least 1 token");
  }
}
