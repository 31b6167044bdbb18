package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;

/**
 * One frame each way between this worker and a partner, or one way only.
 *
 * @param outgoing number of frames to send, 0 or 1
 * @param incoming number of frames to receive, 0 or 1
 * @param mine what is sent, from position to limit
 * @param theirs filled with what is received
 */
record Swap(int partner, int outgoing, int incoming, ByteBuffer mine, ByteBuffer theirs)
    implements Transfer {

  static Swap both(int partner, ByteBuffer mine, ByteBuffer theirs) {
    return new Swap(partner, 1, 1, mine, theirs);
  }

  static Swap send(int partner, ByteBuffer mine) {
    return new Swap(partner, 1, 0, mine, mine);
  }

  static Swap receive(int partner, ByteBuffer theirs) {
    return new Swap(partner, 0, 1, theirs, theirs);
  }

  @Override
  public int target() {
    return partner;
  }

  @Override
  public int source() {
    return partner;
  }

  @Override
  public boolean isReady(int frame, int taken) {
    return true;
  }

  @Override
  public void fill(int frame, ByteBuffer payload) {
    payload.put(mine.duplicate());
  }

  @Override
  public void take(int frame, ByteBuffer payload) {
    theirs.duplicate().put(payload);
  }
}
