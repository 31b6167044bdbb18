package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * Operations over direct connections between the workers, made by {@link Rendezvous}. Small
 * messages are summed by {@link RecursiveDoubling}, which needs few rounds, large ones by {@link
 * RingSum}, which sends the fewest bytes.
 */
final class SocketCollectives implements Collectives {
  /**
   * Where ring and doubling cost about the same lies at 550 KB for 8 workers, 50 us latency and 10
   * Gbit/s, and below for shorter latencies.
   */
  private static final int SMALL_BYTES = 128 << 10;

  private final Links links;
  private final RecursiveDoubling doubling;
  private long calls;
  private long nanosSpent;

  SocketCollectives(Links links) {
    this.links = links;
    this.doubling = new RecursiveDoubling(links);
  }

  @Override
  public int rank() {
    return links.rank();
  }

  @Override
  public int size() {
    return links.size();
  }

  @Override
  public void sum(FloatBuffer inPlace) {
    FloatBuffer values = inPlace.slice();
    long bytes = (long) values.limit() * Float.BYTES;
    perform(
        Operation.Kind.SUM_FLOATS,
        bytes,
        operation -> {
          if (bytes <= SMALL_BYTES) {
            sumSmall(operation, values);
          } else {
            links.run(operation, new RingSum(rank(), size(), values));
          }
        });
  }

  @Override
  public long[] sum(long[] values) {
    ByteBuffer bytes = buffer(values.length, Long.BYTES);
    bytes.asLongBuffer().put(values);
    sumInBlocks(Operation.Kind.SUM_LONGS, bytes, Addition.LONGS);
    long[] sums = new long[values.length];
    bytes.asLongBuffer().get(sums);
    return sums;
  }

  @Override
  public double[] sum(double[] values) {
    ByteBuffer bytes = buffer(values.length, Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    sumInBlocks(Operation.Kind.SUM_DOUBLES, bytes, Addition.DOUBLES);
    double[] sums = new double[values.length];
    bytes.asDoubleBuffer().get(sums);
    return sums;
  }

  @Override
  public void broadcast(ByteBuffer inPlace, int root) {
    if (root < 0 || root >= size()) {
      throw new IllegalArgumentException(
          "Cannot broadcast: root=%d; must be from 0 to %d".formatted(root, size() - 1));
    }
    perform(
        Operation.Kind.BROADCAST,
        inPlace.remaining(),
        operation -> links.run(operation, new ChainBroadcast(rank(), size(), root, inPlace)));
  }

  @Override
  public void barrier() {
    sumInBlocks(Operation.Kind.BARRIER, buffer(0, 1), Addition.LONGS);
  }

  @Override
  public double secondsSpent() {
    return nanosSpent / 1e9;
  }

  @Override
  public void abort(Throwable cause) {
    links.abort(cause.toString(), cause);
  }

  @Override
  public void close() {
    links.close();
  }

  private void sumSmall(Operation operation, FloatBuffer values) {
    ByteBuffer bytes = buffer(values.limit(), Float.BYTES);
    bytes.asFloatBuffer().put(0, values, 0, values.limit());
    doubling.sum(operation, bytes, Addition.FLOATS);
    values.put(0, bytes.asFloatBuffer(), 0, values.limit());
  }

  private void sumInBlocks(Operation.Kind kind, ByteBuffer bytes, Addition addition) {
    perform(
        kind,
        bytes.limit(),
        operation -> {
          int begin = 0;
          do {
            int length = Math.min(Frame.PAYLOAD_LIMIT, bytes.limit() - begin);
            ByteBuffer block = bytes.slice(begin, length).order(ByteOrder.LITTLE_ENDIAN);
            doubling.sum(operation, block, addition);
            begin += length;
          } while (begin < bytes.limit());
        });
  }

  private void perform(Operation.Kind kind, long bytes, Consumer<Operation> work) {
    long start = System.nanoTime();
    try {
      work.accept(new Operation(kind, calls++, bytes));
    } finally {
      nanosSpent += System.nanoTime() - start;
    }
  }

  private static ByteBuffer buffer(int elements, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
