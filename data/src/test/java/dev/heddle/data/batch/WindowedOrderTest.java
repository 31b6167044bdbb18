package dev.heddle.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.BlockIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowedOrderTest {

  /** The numbers of PermutationTest, epoch after epoch. */
  @Test
  void oneWindowIsOneShuffleOverAllSamples() {
    SampleOrder order = WindowedOrder.of(BlockIndex.of(List.of(4, 4, 2)), 42, 10);

    assertThat(LongStream.range(0, 20).map(order::indexAt))
        .containsExactly(
            7L, 8L, 9L, 6L, 5L, 0L, 3L, 4L, 1L, 2L, 5L, 3L, 7L, 8L, 2L, 4L, 0L, 6L, 9L, 1L);
    assertThat(order.windowAt(13)).isEqualTo(new SampleOrder.Window(10, 20));
    assertThat(order.epochAt(9)).isZero();
    assertThat(order.epochAt(10)).isEqualTo(1);
  }

  @Property(tries = 200)
  void everyEpochHoldsEverySampleOnceAndEveryWindowWholeBlocks(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 9) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 60) int windowSamples,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 5) int epoch) {
    BlockIndex blocks = BlockIndex.of(sizes);
    SampleOrder order = WindowedOrder.of(blocks, seed, windowSamples);
    long start = epoch * order.size();
    Set<Long> seen = new HashSet<>();
    Set<Integer> seenBlocks = new HashSet<>();
    for (long from = start; from < start + order.size(); from = order.windowAt(from).end()) {
      SampleOrder.Window window = order.windowAt(from);
      assertThat(window.start()).isEqualTo(from);
      Set<Integer> ours = new HashSet<>();
      for (long position = from; position < window.end(); position++) {
        assertThat(order.windowAt(position)).isEqualTo(window);
        assertThat(seen.add(order.indexAt(position))).isTrue();
        ours.add(blocks.blockOf(order.indexAt(position)));
      }
      assertThat(seenBlocks).doesNotContainAnyElementsOf(ours);
      seenBlocks.addAll(ours);
      assertThat(window.end() - window.start())
          .isEqualTo(ours.stream().mapToLong(blocks::size).sum())
          .isLessThan(windowSamples + 9L);
    }
    assertThat(seen).hasSize((int) order.size());
    assertThat(order.epochAt(start)).isEqualTo(epoch);
  }

  @Test
  void epochsAndSeedsDiffer() {
    BlockIndex blocks = BlockIndex.of(List.of(50, 50, 50, 50));
    SampleOrder order = WindowedOrder.of(blocks, 1, 60);
    SampleOrder other = WindowedOrder.of(blocks, 2, 60);

    assertThat(samples(order, 0)).isNotEqualTo(samples(order, 200));
    assertThat(samples(order, 0)).isNotEqualTo(samples(other, 0));
    assertThat(samples(order, 0)).isEqualTo(samples(WindowedOrder.of(blocks, 1, 60), 0));
  }

  private static List<Long> samples(SampleOrder order, long start) {
    return LongStream.range(start, start + 200).map(order::indexAt).boxed().toList();
  }

  @Test
  void anEmptySplitIsRefused() {
    assertThatThrownBy(() -> WindowedOrder.of(BlockIndex.of(List.of()), 1, 10))
        .hasMessage(
            "Cannot order samples: there are none; prepare a corpus with at least one document");
    assertThatThrownBy(() -> WindowedOrder.of(BlockIndex.of(List.of(1)), 1, 0))
        .hasMessage("Cannot order samples: window=0; at least 1 sample");
  }
}
