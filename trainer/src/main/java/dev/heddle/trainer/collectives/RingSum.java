package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Sums a large buffer around a ring of W workers. The buffer is cut into W chunks; in step s,
 * worker r sends chunk (r - s) mod W to the next and receives chunk (r - s - 1) mod W from the one
 * before. In the first W - 1 steps it adds what it receives, after which it holds the full sum of
 * one chunk; in the last W - 1 steps the full sums travel round. Each worker sends 2 (W - 1) / W of
 * the buffer.
 *
 * <p>Chunks travel in frames, and a frame goes on as soon as it has been added, without waiting for
 * the rest of its chunk.
 */
final class RingSum implements Transfer {
  private static final int FRAME_FLOATS = Frame.PAYLOAD_LIMIT / Float.BYTES;
  private static final int BLOCK = 4096;

  private final int rank;
  private final int size;
  private final FloatBuffer values;
  private final int framesPerChunk;
  private final float[] sums = new float[BLOCK];
  private final float[] arrived = new float[BLOCK];

  RingSum(int rank, int size, FloatBuffer values) {
    this.rank = rank;
    this.size = size;
    this.values = values.slice();
    int largestChunk = (this.values.limit() + size - 1) / size;
    this.framesPerChunk = Math.max(1, (largestChunk + FRAME_FLOATS - 1) / FRAME_FLOATS);
  }

  /** The floats of one frame, {@code begin <= end}. */
  private record Range(int begin, int end) {
    int length() {
      return end - begin;
    }
  }

  @Override
  public int target() {
    return (rank + 1) % size;
  }

  @Override
  public int source() {
    return Math.floorMod(rank - 1, size);
  }

  @Override
  public int outgoing() {
    return 2 * (size - 1) * framesPerChunk;
  }

  @Override
  public int incoming() {
    return outgoing();
  }

  @Override
  public boolean isReady(int frame, int taken) {
    return frame - framesPerChunk < taken;
  }

  @Override
  public void fill(int frame, ByteBuffer payload) {
    Range range = range(rank - step(frame), frame);
    payload.asFloatBuffer().put(0, values, range.begin(), range.length());
    payload.position(payload.position() + range.length() * Float.BYTES);
  }

  @Override
  public void take(int frame, ByteBuffer payload) {
    Range range = range(rank - step(frame) - 1, frame);
    if (step(frame) < size - 1) {
      add(range, payload.asFloatBuffer());
    } else {
      values.put(range.begin(), payload.asFloatBuffer(), 0, range.length());
    }
  }

  private int step(int frame) {
    return frame / framesPerChunk;
  }

  private Range range(int chunk, int frame) {
    long wrapped = Math.floorMod(chunk, size);
    int chunkBegin = (int) (wrapped * values.limit() / size);
    int chunkEnd = (int) ((wrapped + 1) * values.limit() / size);
    int begin = Math.min(chunkEnd, chunkBegin + frame % framesPerChunk * FRAME_FLOATS);
    return new Range(begin, Math.min(chunkEnd, begin + FRAME_FLOATS));
  }

  /** Through arrays, whose loops the compiler turns into vector instructions. */
  private void add(Range range, FloatBuffer incoming) {
    for (int done = 0; done < range.length(); done += BLOCK) {
      int count = Math.min(BLOCK, range.length() - done);
      values.get(range.begin() + done, sums, 0, count);
      incoming.get(done, arrived, 0, count);
      for (int i = 0; i < count; i++) {
        sums[i] += arrived[i];
      }
      values.put(range.begin() + done, sums, 0, count);
    }
  }
}
