package dev.heddle.models.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes safetensors files as a stream: header first, then one tensor after the other in the order
 * of the Hugging Face writer, so that equal tensors give equal bytes whichever of the two wrote
 * them.
 */
public final class SafetensorsWriter {
  /** Says that names and shapes are PyTorch's; Hugging Face loaders insist on it. */
  public static final Map<String, String> PYTORCH = Map.of("format", "pt");

  private static final int CHUNK_BYTES = 1 << 20;

  private final OutputStream target;
  private final byte[] chunk = new byte[CHUNK_BYTES];

  private SafetensorsWriter(OutputStream target) {
    this.target = target;
  }

  /**
   * Writes a whole file; the stream stays open.
   *
   * @param tensors in any order, with names that differ
   * @throws IOException from the stream
   */
  public static void write(
      OutputStream target, Collection<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    SafetensorsHeader header =
        SafetensorsHeader.layOut(tensors.stream().map(NamedTensor::info).toList(), metadata);
    Map<String, NamedTensor> byName =
        tensors.stream()
            .collect(Collectors.toMap(tensor -> tensor.info().name(), Function.identity()));
    SafetensorsWriter writer = new SafetensorsWriter(target);
    writer.writeHeader(header);
    for (TensorInfo info : header.tensors()) {
      writer.writeData(byName.get(info.name()));
    }
  }

  private void writeHeader(SafetensorsHeader header) throws IOException {
    byte[] json = header.json();
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    target.write(length.putLong(json.length).array());
    target.write(json);
  }

  private void writeData(NamedTensor tensor) throws IOException {
    long missing = tensor.info().bytes();
    for (ByteBuffer part : tensor.parts()) {
      ByteBuffer source = part.duplicate();
      missing -= source.remaining();
      copy(source);
    }
    if (missing != 0) {
      throw new IllegalArgumentException(
          "Cannot write %s: its %s %s takes %d bytes, its parts have %d"
              .formatted(
                  tensor.info().name(),
                  tensor.info().type(),
                  tensor.info().shape(),
                  tensor.info().bytes(),
                  tensor.info().bytes() - missing));
    }
  }

  private void copy(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      int length = Math.min(chunk.length, source.remaining());
      source.get(chunk, 0, length);
      target.write(chunk, 0, length);
    }
  }
}
