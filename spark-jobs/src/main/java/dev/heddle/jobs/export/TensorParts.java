package dev.heddle.jobs.export;

import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The bytes of a stored tensor, a bounded part at a time; each part is valid until the next. */
final class TensorParts implements Iterator<ByteBuffer> {
  private static final int PART_BYTES = 1 << 22;

  private final SafetensorsReader file;
  private final TensorInfo tensor;
  private final ByteBuffer part;
  private long offset;

  TensorParts(SafetensorsReader file, TensorInfo tensor) {
    this.file = file;
    this.tensor = tensor;
    this.part = ByteBuffer.allocate((int) Math.min(PART_BYTES, tensor.bytes()));
  }

  @Override
  public boolean hasNext() {
    return offset < tensor.bytes();
  }

  @Override
  public ByteBuffer next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "Cannot read on: tensor=" + tensor.name() + " is at its end");
    }
    part.clear().limit((int) Math.min(part.capacity(), tensor.bytes() - offset));
    file.read(tensor.name(), offset, part);
    offset += part.flip().limit();
    return part;
  }
}
