package dev.heddle.models.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** The bytes of arrays in host memory, in the machine's order. */
public final class HostView {

  /** 1 GiB of fp32. */
  private static final long PART_ELEMENTS = 1L << 28;

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
   * An array's bytes as {@link #bytes} gives them, in parts that follow each other: a buffer of
   * Java holds less than 2 GiB.
   */
  public static Iterator<ByteBuffer> parts(NDArray array) {
    return parts(array, PART_ELEMENTS);
  }

  static Iterator<ByteBuffer> parts(NDArray array, long elements) {
    if (array.size() <= elements) {
      return List.of(bytes(array)).iterator();
    }
    NDArray flat = array.reshape(-1);
    return LongStream.iterate(0, first -> first < array.size(), first -> first + elements)
        .mapToObj(first -> bytes(slice(flat, first, elements)))
        .iterator();
  }

  private static NDArray slice(NDArray flat, long first, long elements) {
    long end = Math.min(flat.size(), first + elements);
    return flat.get(new NDIndex().addSliceDim(first, end));
  }

  /** Changes a part of an array. */
  @FunctionalInterface
  public interface PartEditor {
    /**
     * Changes some bytes.
     *
     * @param first how many bytes of the array stand before this part
     */
    void edit(long first, ByteBuffer part);
  }

  /**
   * Lets something change an array's bytes, part by part: on a CPU in the tensor's own memory,
   * elsewhere in a copy that then goes back.
   */
  public static void edit(TensorEngine engine, NDArray array, PartEditor editor) {
    edit(engine, array, PART_ELEMENTS, editor);
  }

  static void edit(TensorEngine engine, NDArray array, long elements, PartEditor editor) {
    if (isOnHost(array)) {
      editInPlace(array, elements, editor);
      return;
    }
    try (NDArray host = array.toDevice(Device.cpu(), true)) {
      editInPlace(host, elements, editor);
      try (NDArray edited = host.toDevice(array.getDevice(), true)) {
        engine.kernels().update("assign", array, edited);
      }
    }
  }

  private static void editInPlace(NDArray array, long elements, PartEditor editor) {
    if (array.size() <= elements) {
      editor.edit(0, memory(array));
      return;
    }
    int width = array.getDataType().getNumOfBytes();
    try (NDArray flat = array.reshape(-1)) {
      for (long first = 0; first < flat.size(); first += elements) {
        try (NDArray part = slice(flat, first, elements)) {
          editor.edit(first * width, memory(part));
        }
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
