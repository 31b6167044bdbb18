package dev.heddle.models.files;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Named tensors in one file or in several, read by position. What can be checked without reading
 * data was checked when they were opened.
 */
public interface StoredTensors extends Closeable {

  /** The URI of the file, or of the folder of several; for messages. */
  String name();

  /** All tensors; no two have the same name. */
  List<TensorInfo> tensors();

  /** What is stored under a name, if anything is. */
  Optional<TensorInfo> find(String tensor);

  /**
   * Fills {@code target} with a tensor's stored bytes, little endian.
   *
   * @param offset the first byte
   */
  void read(String tensor, long offset, ByteBuffer target);

  /**
   * Fills {@code target} with a tensor's values as fp32, little endian; 16-bit floats are widened.
   *
   * @param tensor stored as F32, F16 or BF16
   * @param firstElement counted from 0
   */
  void readFloats(String tensor, long firstElement, ByteBuffer target);

  /** Does not throw a checked exception. */
  @Override
  void close();
}
