package dev.heddle.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LengthBatchesTest {

  @Test
  void shortSequencesAreTogetherAndLongOnesAlone() {
    assertThat(batches(List.of(5, 12, 3, 4, 3), 10))
        .containsExactly(List.of(3, 3, 4), List.of(5), List.of(12));
  }

  @Test
  void nothingGivesNothing() {
    LengthBatches<Integer> none =
        new LengthBatches<>(List.<Integer>of().iterator(), 10, length -> length);
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Property
  void everySequenceIsInOneBatchThatFits(
      @ForAll List<@IntRange(min = 1, max = 30) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 40) int tokens) {
    List<List<Integer>> batches = batches(lengths, tokens);
    assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(lengths);
    assertThat(batches)
        .allMatch(
            batch ->
                batch.size() == 1 || batch.stream().mapToInt(length -> length).sum() <= tokens);
  }

  private static List<List<Integer>> batches(List<Integer> lengths, int tokens) {
    List<List<Integer>> batches = new ArrayList<>();
    new LengthBatches<>(lengths.iterator(), tokens, (Integer length) -> length)
        .forEachRemaining(batches::add);
    return batches;
  }
}
