package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VisibilityTest {
  private static final PackedTokens TWO = new PackedTokens(new int[5], new int[] {2, 3});

  @Test
  void prefixesLieWithinTheirSequences() {
    assertThatCode(() -> prefix(0, 3).requireFit(TWO)).doesNotThrowAnyException();
    assertThatThrownBy(() -> prefix(3, 0).requireFit(TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot apply prefixes: prefix=3; must be from 0 to 2, the length of its sequence");
  }

  @Test
  void thereIsOnePrefixForEachSequence() {
    assertThatThrownBy(() -> prefix(1).requireFit(TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot apply prefixes: prefixes=1; must be as many as sequences, 2");
  }

  private static Visibility.Prefix prefix(int... lengths) {
    return (Visibility.Prefix) Visibility.prefix(lengths);
  }
}
