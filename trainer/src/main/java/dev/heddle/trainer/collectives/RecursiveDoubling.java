package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sums small messages in about log2(W) rounds: in round k every worker exchanges its sum so far
 * with the one whose number differs in bit k. Where W is no power of two, the first 2 (W - 2^k)
 * workers pair up beforehand: the odd one of each pair hands over its values and gets the result at
 * the end.
 *
 * <p>Both partners of a round add the lower one's values first, so that all workers end with the
 * same bits.
 */
final class RecursiveDoubling {
  private final Links links;
  private final int power;
  private final int extra;

  RecursiveDoubling(Links links) {
    this.links = links;
    this.power = Integer.highestOneBit(links.size());
    this.extra = links.size() - power;
  }

  /** Replaces values by their sums; they fit one frame. */
  void sum(Operation operation, ByteBuffer values, Addition addition) {
    ByteBuffer received = ByteBuffer.allocate(values.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    int rank = links.rank();
    boolean paired = rank < 2 * extra;
    if (paired && rank % 2 == 1) {
      links.run(operation, Swap.send(rank - 1, values));
      links.run(operation, Swap.receive(rank - 1, values));
      return;
    }
    if (paired) {
      links.run(operation, Swap.receive(rank + 1, received));
      addition.add(values, received, values);
    }
    exchangeAndAdd(operation, values, received, addition);
    if (paired) {
      links.run(operation, Swap.send(rank + 1, values));
    }
  }

  private void exchangeAndAdd(
      Operation operation, ByteBuffer values, ByteBuffer received, Addition addition) {
    int number = links.rank() < 2 * extra ? links.rank() / 2 : links.rank() - extra;
    for (int bit = 1; bit < power; bit <<= 1) {
      int other = number ^ bit;
      links.run(operation, Swap.both(other < extra ? 2 * other : other + extra, values, received));
      if (number < other) {
        addition.add(values, received, values);
      } else {
        addition.add(received, values, values);
      }
    }
  }
}
