package dev.heddle.data.shard;

import java.util.Arrays;
import java.util.List;

/**
 * How the samples 0 … n-1 of a split are cut into blocks that are read at once: block b holds the
 * samples from {@code start(b)} up to {@code start(b + 1)}.
 */
public final class BlockIndex {

  private final long[] starts;

  private BlockIndex(long[] starts) {
    this.starts = starts;
  }

  /**
   * Numbers the samples of consecutive blocks.
   *
   * @param sizes samples of each block in order, each at least 1
   */
  public static BlockIndex of(List<Integer> sizes) {
    long[] starts = new long[sizes.size() + 1];
    for (int block = 0; block < sizes.size(); block++) {
      starts[block + 1] = starts[block] + sizes.get(block);
    }
    return new BlockIndex(starts);
  }

  /** Number of blocks. */
  public int count() {
    return starts.length - 1;
  }

  /** Number of samples in all blocks. */
  public long samples() {
    return starts[count()];
  }

  /** First sample of a block. */
  public long start(int block) {
    return starts[block];
  }

  /** Number of samples of a block. */
  public int size(int block) {
    return (int) (starts[block + 1] - starts[block]);
  }

  /** The block that holds a sample. */
  public int blockOf(long sample) {
    int found = Arrays.binarySearch(starts, sample);
    return found >= 0 ? found : -found - 2;
  }
}
