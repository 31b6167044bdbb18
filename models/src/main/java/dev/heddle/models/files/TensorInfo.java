package dev.heddle.models.files;

import java.util.Arrays;
import java.util.List;

/**
 * What a file says about a tensor.
 *
 * @param name as in the model, such as {@code encoder.layer.0.output.dense.weight}
 * @param type of the stored elements
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 */
public record TensorInfo(String name, TensorType type, List<Long> shape) {

  public TensorInfo {
    shape = List.copyOf(shape);
    if (shape.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "Cannot describe tensor: name="
              + name
              + ", shape="
              + shape
              + "; sizes must be 0 or more");
    }
  }

  /** The same with the shape as plain numbers. */
  public static TensorInfo of(String name, TensorType type, long... shape) {
    return new TensorInfo(name, type, Arrays.stream(shape).boxed().toList());
  }

  /**
   * Number of elements; 1 for a scalar.
   *
   * @throws ArithmeticException if it is beyond a {@code long}
   */
  public long elements() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Stored size.
   *
   * @throws ArithmeticException if it is beyond a {@code long}
   */
  public long bytes() {
    return Math.multiplyExact(elements(), type.bytes());
  }
}
