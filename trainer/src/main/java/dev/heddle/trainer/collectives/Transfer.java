package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;

/**
 * Frames that go to one worker and frames that come from another (or the same), moved at the same
 * time. A frame's payload has at most {@link Frame#PAYLOAD_LIMIT} bytes.
 */
interface Transfer {

  /** Rank that receives the outgoing frames; any value if there are none. */
  int target();

  /** Rank that sends the incoming frames; any value if there are none. */
  int source();

  int outgoing();

  int incoming();

  /** Whether an outgoing frame can be filled, given how many incoming frames have been taken. */
  boolean isReady(int frame, int taken);

  /** Puts the payload of an outgoing frame. */
  void fill(int frame, ByteBuffer payload);

  /** Uses the payload of an incoming frame. */
  void take(int frame, ByteBuffer payload);
}
