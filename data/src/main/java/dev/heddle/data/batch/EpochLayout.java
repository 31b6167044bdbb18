package dev.heddle.data.batch;

import dev.heddle.data.shard.BlockIndex;
import java.util.Arrays;

/** The order of one epoch: its blocks laid out one after the other and cut into windows. */
final class EpochLayout {

  private final BlockIndex blocks;
  private final long epoch;

  /** The block at each place. */
  private final int[] order;

  /** Position of the first sample of each place, and of the end. */
  private final long[] starts;

  /** Position of the first sample of each window, and of the end. */
  private final long[] windows;

  private final Permutation[] shuffles;

  EpochLayout(BlockIndex blocks, long seed, long epoch, long windowSamples) {
    this.blocks = blocks;
    this.epoch = epoch;
    boolean isOneWindow = blocks.samples() <= windowSamples;
    this.order = isOneWindow ? inOrder(blocks.count()) : shuffled(blocks.count(), seed, epoch);
    this.starts = starts(blocks, order);
    this.windows = isOneWindow ? new long[] {0, blocks.samples()} : windows(starts, windowSamples);
    this.shuffles = new Permutation[windows.length - 1];
    for (int window = 0; window < shuffles.length; window++) {
      long size = windows[window + 1] - windows[window];
      long windowSeed = isOneWindow ? seed : seedOf(seed, window, "window");
      shuffles[window] = new Permutation(size, windowSeed, epoch);
    }
  }

  long epoch() {
    return epoch;
  }

  /** The sample at a position of this epoch. */
  long indexAt(long position) {
    int window = placeOf(windows, position);
    long start = windows[window];
    long shuffled = start + shuffles[window].at(position - start);
    int place = placeOf(starts, shuffled);
    return blocks.start(order[place]) + shuffled - starts[place];
  }

  SampleOrder.Window windowAt(long position) {
    int window = placeOf(windows, position);
    return new SampleOrder.Window(windows[window], windows[window + 1]);
  }

  private static int[] inOrder(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, place -> place);
    return order;
  }

  private static int[] shuffled(int count, long seed, long epoch) {
    Permutation shuffle = new Permutation(count, seedOf(seed, 0, "blocks"), epoch);
    int[] order = new int[count];
    Arrays.setAll(order, place -> (int) shuffle.at(place));
    return order;
  }

  private static long[] starts(BlockIndex blocks, int[] order) {
    long[] starts = new long[order.length + 1];
    for (int place = 0; place < order.length; place++) {
      starts[place + 1] = starts[place] + blocks.size(order[place]);
    }
    return starts;
  }

  /** A window ends with the block that fills it; blocks are never cut. */
  private static long[] windows(long[] starts, long windowSamples) {
    long end = starts[starts.length - 1];
    long[] windows = new long[starts.length];
    int count = 1;
    for (long start : starts) {
      if (start - windows[count - 1] >= windowSamples || start == end) {
        windows[count++] = start;
      }
    }
    return Arrays.copyOf(windows, count);
  }

  private static long seedOf(long seed, long number, String purpose) {
    return SampleRandom.of(seed, 0, number, purpose).nextLong();
  }

  private static int placeOf(long[] starts, long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
