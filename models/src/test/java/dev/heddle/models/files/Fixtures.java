package dev.heddle.models.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Files that the Hugging Face writer made, see make_fixtures.py beside them. */
final class Fixtures {
  private Fixtures() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream stream = Fixtures.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  static SafetensorsReader open(byte[] content) {
    return SafetensorsReader.open(new MemoryFile(content), "test.safetensors");
  }

  static byte[] written(Collection<NamedTensor> tensors) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    SafetensorsWriter.write(target, tensors, SafetensorsWriter.PYTORCH);
    return target.toByteArray();
  }

  static byte[] withHeader(String json, int dataBytes) {
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + head.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(head.length).put(head).array();
  }

  static ByteBuffer raw(SafetensorsReader reader, String tensor) {
    ByteBuffer target = buffer((int) reader.info(tensor).bytes());
    reader.read(tensor, target);
    return target.flip();
  }

  static float[] floats(SafetensorsReader reader, String tensor) {
    ByteBuffer target = buffer((int) reader.info(tensor).elements() * Float.BYTES);
    reader.readFloats(tensor, target);
    FloatBuffer values = target.flip().asFloatBuffer();
    float[] array = new float[values.remaining()];
    values.get(array);
    return array;
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static NamedTensor floats(String name, float... values) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return NamedTensor.floats(name, new long[] {values.length}, () -> bytes);
  }
}
