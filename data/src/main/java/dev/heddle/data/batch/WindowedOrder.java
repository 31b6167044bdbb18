package dev.heddle.data.batch;

import dev.heddle.data.shard.BlockIndex;

/**
 * Two-level shuffling: each epoch orders the blocks anew, cuts that order into windows of about a
 * given number of samples, and shuffles the samples of a window among themselves. A reader decodes
 * each block once an epoch and holds one window, where one shuffle over all samples would decode a
 * block for every sample.
 *
 * <p>Where all samples fit one window, it is one shuffle over all samples: {@link Permutation}.
 */
public final class WindowedOrder implements SampleOrder {

  private final BlockIndex blocks;
  private final long seed;
  private final long windowSamples;
  private volatile EpochLayout recent;

  private WindowedOrder(BlockIndex blocks, long seed, long windowSamples) {
    this.blocks = blocks;
    this.seed = seed;
    this.windowSamples = windowSamples;
    this.recent = new EpochLayout(blocks, seed, 0, windowSamples);
  }

  /**
   * The order of the samples of some blocks.
   *
   * @param blocks at least one sample in all
   * @param seed of the data order
   * @param windowSamples samples that may be held at once, at least 1
   */
  public static SampleOrder of(BlockIndex blocks, long seed, long windowSamples) {
    if (blocks.samples() == 0) {
      throw new IllegalArgumentException(
          "Cannot order samples: there are none; prepare a corpus with at least one document");
    }
    if (windowSamples < 1) {
      throw new IllegalArgumentException(
          "Cannot order samples: window=" + windowSamples + "; at least 1 sample");
    }
    return new WindowedOrder(blocks, seed, windowSamples);
  }

  @Override
  public long size() {
    return blocks.samples();
  }

  @Override
  public long indexAt(long position) {
    return layout(epochAt(position)).indexAt(position % size());
  }

  @Override
  public Window windowAt(long position) {
    long epochStart = position - position % size();
    Window inEpoch = layout(epochAt(position)).windowAt(position % size());
    return new Window(epochStart + inEpoch.start(), epochStart + inEpoch.end());
  }

  /** Readers go forward, so the last epoch asked for is nearly always the next one too. */
  private EpochLayout layout(long epoch) {
    EpochLayout layout = recent;
    if (layout.epoch() != epoch) {
      layout = new EpochLayout(blocks, seed, epoch, windowSamples);
      recent = layout;
    }
    return layout;
  }
}
