package dev.heddle.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StableHashTest {

  /** SplitMix64's published first outputs for the states 0 and 1. */
  @Test
  void mixesAsSplitMix64Does() {
    assertThat(StableHash.mix(0)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(StableHash.mix(1)).isEqualTo(0x910a2dec89025cc1L);
  }

  /** Worked out with Python's integers from the definition. */
  @Test
  void hashesAsDefined() {
    assertThat(StableHash.of("corpus/a.txt", 1)).isEqualTo(0x5f3d3bb8da77f2daL);
    assertThat(StableHash.of("", 0)).isEqualTo(0x5b21f68ffa77f14cL);
    assertThat(StableHash.of("x corpus/a.txt y", 2, 14, 1)).isEqualTo(0x5f3d3bb8da77f2daL);
    assertThat(StableHash.unit("corpus/a.txt", 1)).isCloseTo(0.3720280958463887, within(1e-15));
  }
}
