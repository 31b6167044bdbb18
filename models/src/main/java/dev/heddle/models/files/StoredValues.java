package dev.heddle.models.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Compares stored tensors a part at a time. */
final class StoredValues {
  private static final int PART = 1 << 18;

  private StoredValues() {}

  /** Whether two float tensors have the same shape and the same values, bit for bit. */
  static boolean areEqual(StoredTensors tensors, String one, String other) {
    TensorInfo info = tensors.find(one).orElseThrow();
    TensorInfo second = tensors.find(other).orElseThrow();
    if (!info.shape().equals(second.shape()) || !info.type().isFloat()) {
      return false;
    }
    if (!second.type().isFloat()) {
      return false;
    }
    ByteBuffer left = buffer();
    ByteBuffer right = buffer();
    for (long first = 0; first < info.elements(); first += PART) {
      int count = (int) Math.min(PART, info.elements() - first);
      if (!part(tensors, one, first, count, left)
          .equals(part(tensors, other, first, count, right))) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer part(
      StoredTensors tensors, String name, long first, int count, ByteBuffer into) {
    into.clear().limit(count * Float.BYTES);
    tensors.readFloats(name, first, into);
    return into.flip();
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(PART * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
