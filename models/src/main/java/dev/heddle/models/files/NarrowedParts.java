package dev.heddle.models.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Turns parts of fp32 values into 16-bit parts of at most a MiB; each result is valid until the
 * next one is asked for.
 */
final class NarrowedParts implements Iterator<ByteBuffer> {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Iterator<ByteBuffer> source;
  private final TensorType type;
  private final ByteBuffer narrow = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private ByteBuffer wide = ByteBuffer.allocate(0);

  NarrowedParts(Iterator<ByteBuffer> source, TensorType type) {
    this.source = source;
    this.type = type;
  }

  @Override
  public boolean hasNext() {
    while (!wide.hasRemaining() && source.hasNext()) {
      wide = NamedTensor.view(source.next());
    }
    return wide.hasRemaining();
  }

  @Override
  public ByteBuffer next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    narrow.clear();
    while (wide.hasRemaining() && narrow.hasRemaining()) {
      float value = wide.getFloat();
      narrow.putShort(
          type == TensorType.BF16 ? FloatFormats.toBf16(value) : FloatFormats.toF16(value));
    }
    return narrow.flip();
  }
}
