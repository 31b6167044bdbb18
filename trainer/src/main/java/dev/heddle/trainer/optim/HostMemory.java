package dev.heddle.trainer.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.TensorEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** The bytes of an array, for what works in host memory, such as the exchange between workers. */
public final class HostMemory {

  private HostMemory() {}

  /**
   * Lets something change an array's bytes. On a CPU they are the tensor's own memory; elsewhere
   * they are copied there and back.
   */
  public static void edit(TensorEngine engine, NDArray array, Consumer<ByteBuffer> editor) {
    if (array.getDevice().equals(Device.cpu())) {
      editor.accept(bytes(array));
      return;
    }
    try (NDArray host = array.toDevice(Device.cpu(), true)) {
      editor.accept(bytes(host));
      try (NDArray edited = host.toDevice(array.getDevice(), true)) {
        engine.kernels().update("assign", array, edited);
      }
    }
  }

  private static ByteBuffer bytes(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
  }
}
