package dev.heddle.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void mergesCountsAndTheFirstNotes() {
    Tally one = new Tally();
    Tally other = new Tally();
    one.add("bad", "file=a");
    other.add("bytes", 100);
    for (int i = 0; i < 30; i++) {
      other.add("bad", "file=" + i);
    }
    one.merge(other);
    assertThat(one.counts()).containsExactly(entry("bad", 31L), entry("bytes", 100L));
    assertThat(one.notes()).hasSize(20).startsWith("file=a", "file=0").endsWith("file=18");
    assertThat(other.count("bad")).isEqualTo(30);
    assertThat(one.count("never")).isZero();
  }
}
