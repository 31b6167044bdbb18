package dev.heddle.data.shard;

import java.util.List;

/** Numbered samples that are read a block at a time. Safe for many threads. */
public interface SampleBlocks {

  /** Which samples stand in which block. */
  BlockIndex index();

  /** All samples of a block, in the order of their numbers. */
  List<PackedSample> read(int block);

  /** Number of samples. */
  default long size() {
    return index().samples();
  }
}
