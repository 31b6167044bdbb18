package dev.heddle.models.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** The bytes of arrays in host memory, in the machine's order. */
public final class HostView {

  private HostView() {}

  /**
   * An array's bytes for reading: on a CPU the tensor's own memory, valid as long as the array;
   * elsewhere a copy.
   */
  public static ByteBuffer bytes(NDArray array) {
    if (isOnHost(array)) {
      return memory(array);
    }
    try (NDArray host = array.toDevice(Device.cpu(), true)) {
      ByteBuffer source = memory(host);
      return ByteBuffer.allocateDirect(source.remaining())
          .put(source)
          .flip()
          .order(ByteOrder.nativeOrder());
    }
  }

  /**
   * Lets something change an array's bytes: on a CPU in the tensor's own memory, elsewhere in a
   * copy that then goes back.
   */
  public static void edit(TensorEngine engine, NDArray array, Consumer<ByteBuffer> editor) {
    if (isOnHost(array)) {
      editor.accept(memory(array));
      return;
    }
    try (NDArray host = array.toDevice(Device.cpu(), true)) {
      editor.accept(memory(host));
      try (NDArray edited = host.toDevice(array.getDevice(), true)) {
        engine.kernels().update("assign", array, edited);
      }
    }
  }

  private static boolean isOnHost(NDArray array) {
    return array.getDevice().equals(Device.cpu());
  }

  private static ByteBuffer memory(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
  }
}
