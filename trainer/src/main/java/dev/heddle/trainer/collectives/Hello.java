package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The first words of a connection, said by both sides: who speaks, of which group. */
record Hello(int generation, int rank, int size, ByteBuffer tokenHash) {
  private static final long MAGIC = 0x484544444c450001L; // "HEDDLE", protocol 1
  private static final int HASH_BYTES = 32;
  static final int BYTES = Long.BYTES + 3 * Integer.BYTES + HASH_BYTES;

  static Hello of(GroupTicket ticket, int rank, int size) {
    return new Hello(ticket.generation(), rank, size, hash(ticket.token()));
  }

  /** Ready to be sent. */
  ByteBuffer encoded() {
    return ByteBuffer.allocate(BYTES)
        .putLong(MAGIC)
        .putInt(generation)
        .putInt(rank)
        .putInt(size)
        .put(tokenHash.duplicate())
        .flip();
  }

  /** Empty if the bytes are no greeting of this protocol. */
  static Optional<Hello> decode(ByteBuffer bytes) {
    if (bytes.remaining() != BYTES || bytes.getLong() != MAGIC) {
      return Optional.empty();
    }
    return Optional.of(new Hello(bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.slice()));
  }

  /** Why the other side is no fellow worker of this one; empty if it is. */
  Optional<String> objection(Hello other) {
    if (!MessageDigest.isEqual(array(tokenHash), array(other.tokenHash))) {
      return Optional.of("it is not of this run");
    }
    if (other.generation != generation) {
      return Optional.of("it is of generation " + other.generation + ", this is " + generation);
    }
    if (other.size != size || other.rank < 0 || other.rank >= size || other.rank == rank) {
      return Optional.of(
          "it is rank %d of %d, this is rank %d of %d"
              .formatted(other.rank, other.size, rank, size));
    }
    return Optional.empty();
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] array = new byte[buffer.remaining()];
    buffer.duplicate().get(array);
    return array;
  }

  private static ByteBuffer hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot hash: every Java platform has SHA-256", impossible);
    }
  }
}
