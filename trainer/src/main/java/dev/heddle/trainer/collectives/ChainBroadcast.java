package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;

/** Passes the root's bytes from worker to worker; a frame goes on as soon as it is here. */
final class ChainBroadcast implements Transfer {
  private final int rank;
  private final int size;
  private final int distance;
  private final ByteBuffer bytes;
  private final int frames;

  ChainBroadcast(int rank, int size, int root, ByteBuffer bytes) {
    this.rank = rank;
    this.size = size;
    this.distance = Math.floorMod(rank - root, size);
    this.bytes = bytes.slice();
    // At least one, so that a wrong size is noticed even where the root has nothing to send.
    this.frames =
        Math.max(
            1, (int) (((long) this.bytes.limit() + Frame.PAYLOAD_LIMIT - 1) / Frame.PAYLOAD_LIMIT));
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
    return distance == size - 1 ? 0 : frames;
  }

  @Override
  public int incoming() {
    return distance == 0 ? 0 : frames;
  }

  @Override
  public boolean isReady(int frame, int taken) {
    return distance == 0 || frame < taken;
  }

  @Override
  public void fill(int frame, ByteBuffer payload) {
    payload.put(part(frame));
  }

  @Override
  public void take(int frame, ByteBuffer payload) {
    part(frame).put(payload);
  }

  private ByteBuffer part(int frame) {
    int begin = frame * Frame.PAYLOAD_LIMIT;
    return bytes.slice(begin, Math.min(Frame.PAYLOAD_LIMIT, bytes.limit() - begin));
  }
}
