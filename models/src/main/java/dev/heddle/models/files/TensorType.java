package dev.heddle.models.files;

import java.util.Arrays;
import java.util.Optional;

/**
 * Element types of a safetensors file, in the order in which the format ranks them: a file lists
 * its tensors by falling rank, so that wide elements come first and every tensor is aligned. Types
 * narrower than a byte are not supported.
 */
public enum TensorType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  F8_E8M0(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  C64(8),
  F64(8),
  I64(8),
  U64(8);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether parameters can be read from it and written to it. */
  public boolean isFloat() {
    return this == F32 || this == F16 || this == BF16;
  }

  static Optional<TensorType> find(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
