package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and tensors beyond what a Java array or buffer holds. */
class LargeFileTest {
  private static final long ELEMENTS = 800_000_000;

  /** 3.2 GB, of which the file system stores a few blocks. */
  @Test
  void valuesBeyondTwoGigabytesAreReadByPosition(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("model.safetensors");
    SafetensorsHeader header =
        SafetensorsHeader.layOut(
            List.of(
                TensorInfo.of("a", TensorType.F32, 1000, ELEMENTS / 1000),
                TensorInfo.of("b", TensorType.F32, 2)),
            SafetensorsWriter.PYTORCH);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      byte[] json = header.json();
      file.write(little(8).putLong(json.length).array());
      file.write(json);
      file.setLength(8 + json.length + header.dataBytes());
      file.seek(file.length() - 12);
      file.write(little(12).putFloat(5).putFloat(6).putFloat(7).array());
    }

    try (SafetensorsReader reader = SafetensorsReader.open(HadoopStorage.local(), path.toUri())) {
      ByteBuffer last = little(8);
      reader.readFloats("a", ELEMENTS - 2, last);
      assertThat(last.getFloat(0)).isZero();
      assertThat(last.getFloat(4)).isEqualTo(5);
      assertThat(Fixtures.floats(reader, "b")).containsExactly(6, 7);
    }
  }

  /** 2.4 GB that go nowhere: what is written is counted. */
  @Test
  void tensorsBeyondTwoGigabytesAreStreamed() throws IOException {
    ByteBuffer part = ByteBuffer.allocate(100 << 20);
    NamedTensor large =
        new NamedTensor(
            TensorInfo.of("large", TensorType.F32, 24L * (100 << 20) / 4),
            () -> repeated(part, 24));
    try (CountingOutput target = new CountingOutput()) {
      SafetensorsWriter.write(target, List.of(large), SafetensorsWriter.PYTORCH);
      assertThat(target.bytes).isEqualTo(24L * (100 << 20) + target.first);
    }
  }

  private static Iterator<ByteBuffer> repeated(ByteBuffer part, int times) {
    return IntStream.range(0, times).mapToObj(i -> part.duplicate()).iterator();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Counts bytes; of the first two writes, which are the header, also apart. */
  private static final class CountingOutput extends OutputStream {
    private int writes;
    private long bytes;
    private long first;

    @Override
    public void write(int oneByte) {
      throw new UnsupportedOperationException("byte by byte");
    }

    @Override
    public void write(byte[] content, int offset, int count) {
      first += writes++ < 2 ? count : 0;
      bytes += count;
    }
  }
}
