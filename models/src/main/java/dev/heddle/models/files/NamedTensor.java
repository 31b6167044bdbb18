package dev.heddle.models.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor ready to be written: what it is, and its bytes, little endian, in parts that follow each
 * other. Parts are asked for only when their turn comes, one at a time, so that a part may be a
 * view of tensor memory or a copy from a device.
 *
 * @param info name, stored type and shape
 * @param parts their lengths add up to {@code info.bytes()}
 */
public record NamedTensor(TensorInfo info, Iterable<ByteBuffer> parts) {

  /** A tensor whose bytes fit one buffer. */
  public static NamedTensor of(TensorInfo info, Supplier<ByteBuffer> bytes) {
    return new NamedTensor(info, () -> List.of(bytes.get()).iterator());
  }

  /** An fp32 tensor whose bytes fit one buffer. */
  public static NamedTensor floats(String name, long[] shape, Supplier<ByteBuffer> bytes) {
    return of(TensorInfo.of(name, TensorType.F32, shape), bytes);
  }

  /**
   * This fp32 tensor as it is stored in a narrower type, each value rounded to the nearest, ties to
   * even.
   *
   * @param type F32, F16 or BF16
   */
  public NamedTensor as(TensorType type) {
    if (type == info.type()) {
      return this;
    }
    if (info.type() != TensorType.F32 || (type != TensorType.F16 && type != TensorType.BF16)) {
      throw new IllegalArgumentException(
          "Cannot convert %s: from %s to %s; F32 converts to F16 or BF16"
              .formatted(info.name(), info.type(), type));
    }
    TensorInfo narrow = new TensorInfo(info.name(), type, info.shape());
    return new NamedTensor(narrow, () -> new NarrowedParts(parts.iterator(), type));
  }

  /** A part as it must be read: an own cursor, little endian. */
  static ByteBuffer view(ByteBuffer part) {
    return part.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
