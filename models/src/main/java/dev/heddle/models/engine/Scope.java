package dev.heddle.models.engine;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Owns the arrays made within it and frees them when closed: one for every step, in
 * try-with-resources. Results of kernels belong to the manager of their first array argument, so
 * attach to a scope what a step starts from.
 */
public final class Scope implements AutoCloseable {
  private final NDManager manager;

  Scope(NDManager manager) {
    this.manager = manager;
  }

  /**
   * A scope that closes before the owner of {@code array} does: for what is computed from it and
   * then let go.
   */
  public static Scope within(NDArray array) {
    return new Scope(array.getManager().newSubManager());
  }

  /** The manager that arrays of this scope belong to. */
  public NDManager manager() {
    return manager;
  }

  /** A copy of {@code values} as float32 of the given shape on the engine's device. */
  public NDArray floats(float[] values, long... shape) {
    return owned(FloatBuffer.wrap(values), DataType.FLOAT32, shape);
  }

  /** A copy of {@code values} as int64 of the given shape on the engine's device. */
  public NDArray longs(long[] values, long... shape) {
    return owned(LongBuffer.wrap(values), DataType.INT64, shape);
  }

  /** A copy of {@code values}, widened to int64, of the given shape on the engine's device. */
  public NDArray longs(int[] values, long... shape) {
    long[] widened = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return longs(widened, shape);
  }

  /** A float32 scalar, such as the cotangent of a loss. */
  public NDArray scalar(double value) {
    return floats(new float[] {(float) value});
  }

  /**
   * An array whose memory is PyTorch's. DJL's {@code create} lends PyTorch a buffer that Java frees
   * when the array is closed, though recorded operations may still need it for the backward pass.
   */
  private NDArray owned(Buffer values, DataType type, long... extents) {
    Shape shape = new Shape(extents);
    if (!manager.getDevice().equals(Device.cpu())) {
      return manager.create(values, shape, type); // a copy on the device
    }
    BaseNDManager.validateBuffer(values, type, Math.toIntExact(shape.size()));
    NDArray array = manager.create(shape, type);
    if (values.hasRemaining()) {
      BaseNDManager.copyBuffer(values, HostView.bytes(array));
    }
    return array;
  }

  /**
   * Zeros of the given type and shape on the engine's device.
   *
   * @throws IllegalArgumentException for bfloat16, which DJL cannot make without ending the VM
   */
  public NDArray zeros(DataType type, long... shape) {
    if (type == DataType.BFLOAT16) {
      throw new IllegalArgumentException(
          "Cannot make an array: type=bfloat16; arrays made here are float32 or integers; cast inside a kernel");
    }
    return manager.zeros(new Shape(shape), type);
  }

  /** Takes over {@code array} from its present owner. */
  public NDArray adopt(NDArray array) {
    array.attach(manager);
    return array;
  }

  /** A scope that closes with this one, or earlier. */
  public Scope inner() {
    return new Scope(manager.newSubManager());
  }

  @Override
  public void close() {
    manager.close();
  }
}
