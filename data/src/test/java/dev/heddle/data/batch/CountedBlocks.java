package dev.heddle.data.batch;

import dev.heddle.data.shard.BlockIndex;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleBlocks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/** Samples whose one token is their number, and a record of which blocks were decoded. */
class CountedBlocks implements SampleBlocks {

  final List<Integer> decoded = new CopyOnWriteArrayList<>();
  private final BlockIndex index;

  CountedBlocks(List<Integer> sizes) {
    this.index = BlockIndex.of(sizes);
  }

  @Override
  public BlockIndex index() {
    return index;
  }

  @Override
  public List<PackedSample> read(int block) {
    decoded.add(block);
    return LongStream.range(index.start(block), index.start(block + 1))
        .mapToObj(sample -> new PackedSample(sample, new int[] {(int) sample}, new int[] {1}))
        .toList();
  }
}
