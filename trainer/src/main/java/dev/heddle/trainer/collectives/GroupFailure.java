package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first failure of the group that this worker knows of; passed on to all others as it is. */
final class GroupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int REASON_LIMIT = 4000;

  private final int rank;

  GroupFailure(int rank, String reason, Throwable cause) {
    super(reason.substring(0, Math.min(reason.length(), REASON_LIMIT)), cause);
    this.rank = rank;
  }

  int rank() {
    return rank;
  }

  byte[] encoded() {
    byte[] reason = getMessage().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + reason.length).putInt(rank).put(reason).array();
  }

  static GroupFailure decode(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    ByteBuffer words = ByteBuffer.wrap(bytes);
    int rank = words.getInt();
    return new GroupFailure(rank, StandardCharsets.UTF_8.decode(words).toString(), null);
  }

  /** What the caller of an operation sees. */
  CollectivesException at(int observer, Object operation) {
    return new CollectivesException(
        "Cannot finish %s at rank %d: rank %d failed first: %s"
            .formatted(operation, observer, rank, getMessage()),
        rank,
        this);
  }
}
