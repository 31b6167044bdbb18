package dev.heddle.data.batch;

import dev.heddle.data.shard.BlockIndex;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleBlocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Samples at rising positions, out of two windows in memory: the one in use, and the next one,
 * which another thread decodes meanwhile. Of a window only the samples of one rank are kept.
 * Belongs to one thread.
 */
final class WindowReader {

  /**
   * The samples of a window that are not used yet.
   *
   * @param end the position after the window
   * @param samples by position
   */
  private record Loaded(long end, Map<Long, PackedSample> samples) {}

  private final SampleBlocks blocks;
  private final SampleOrder order;
  private final RankShare share;
  private final ExecutorService decoder;
  private Loaded current = new Loaded(0, new HashMap<>());
  private Future<Loaded> next;

  /**
   * Starts to decode the first window.
   *
   * @param start the first position that will be asked for
   * @param decoder runs the decoding; its owner stops it
   */
  WindowReader(
      SampleBlocks blocks,
      SampleOrder order,
      RankShare share,
      long start,
      ExecutorService decoder) {
    this.blocks = blocks;
    this.order = order;
    this.share = share;
    this.decoder = decoder;
    this.next = decoder.submit(() -> load(start));
  }

  /** The sample at a position of this rank, which must not be asked for again. */
  EpochSample at(long position) throws InterruptedException, ExecutionException {
    while (position >= current.end()) {
      current = next.get();
      long end = current.end();
      next = decoder.submit(() -> load(end));
    }
    return new EpochSample(order.epochAt(position), current.samples().remove(position));
  }

  /** Reads what a window holds from a position on: each block once, in the order of the disk. */
  private Loaded load(long start) throws InterruptedException {
    SampleOrder.Window window = order.windowAt(start);
    Map<Long, PackedSample> samples = new HashMap<>();
    for (var wanted : positionsByBlock(start, window.end()).entrySet()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      List<PackedSample> block = blocks.read(wanted.getKey());
      long first = blocks.index().start(wanted.getKey());
      for (long position : wanted.getValue()) {
        samples.put(position, block.get((int) (order.indexAt(position) - first)));
      }
    }
    return new Loaded(window.end(), samples);
  }

  private Map<Integer, List<Long>> positionsByBlock(long start, long end) {
    BlockIndex index = blocks.index();
    Map<Integer, List<Long>> positions = new TreeMap<>();
    for (long position = start; position < end; position++) {
      if (share.holds(position)) {
        int block = index.blockOf(order.indexAt(position));
        positions.computeIfAbsent(block, absent -> new ArrayList<>()).add(position);
      }
    }
    return positions;
  }
}
