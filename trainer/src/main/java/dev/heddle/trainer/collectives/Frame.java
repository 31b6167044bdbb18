package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Header of a frame: 40 bytes, little endian, then the payload.
 *
 * @param generation attempt that the sender belongs to
 * @param sequence number of the frame among all that this sender sent on this connection
 * @param operation the sender's call
 * @param length of the payload in bytes
 * @param checksum CRC-32C of the payload
 */
record Frame(int generation, int sequence, Operation operation, int length, int checksum) {
  /** Small enough to stay in a core's cache between copy, checksum and addition. */
  static final int PAYLOAD_LIMIT = 256 << 10;

  static final int HEADER_BYTES = 40;
  private static final int MAGIC = 0x4c444448;

  void encode(ByteBuffer target) {
    target
        .putInt(MAGIC)
        .putInt(operation.kind().code())
        .putInt(generation)
        .putInt(sequence)
        .putLong(operation.number())
        .putLong(operation.bytes())
        .putInt(length)
        .putInt(checksum);
  }

  /** Throws IllegalStateException if the bytes are no header. */
  static Frame decode(ByteBuffer source) {
    int magic = source.getInt();
    Optional<Operation.Kind> kind = Operation.Kind.of(source.getInt());
    if (magic != MAGIC || kind.isEmpty()) {
      throw new IllegalStateException("what arrives is no frame");
    }
    int generation = source.getInt();
    int sequence = source.getInt();
    Operation operation = new Operation(kind.get(), source.getLong(), source.getLong());
    Frame frame = new Frame(generation, sequence, operation, source.getInt(), source.getInt());
    if (frame.length < 0 || frame.length > PAYLOAD_LIMIT) {
      throw new IllegalStateException("a frame claims " + frame.length + " bytes");
    }
    return frame;
  }

  static int checksum(ByteBuffer payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload.duplicate());
    return (int) checksum.getValue();
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
