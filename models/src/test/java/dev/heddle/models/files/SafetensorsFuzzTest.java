package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * However a file was damaged: it is refused with the format's own exception, or every tensor in it
 * can be read.
 */
class SafetensorsFuzzTest {
  private static final int FILE_BYTES = 728;

  @Property(tries = 2000)
  void alteredBytes(
      @ForAll @Size(min = 1, max = 4) int[] positions, @ForAll @Size(4) byte[] replacements)
      throws IOException {
    byte[] content = Fixtures.bytes("mixed.safetensors");
    for (int i = 0; i < positions.length; i++) {
      content[Math.floorMod(positions[i], content.length)] = replacements[i];
    }
    opensOrRefuses(content);
  }

  @Property(tries = 2000)
  void alteredDigitsAndBrackets(
      @ForAll @IntRange(min = 8, max = FILE_BYTES - 200) int position,
      @ForAll @ByteRange(min = 32, max = 125) byte replacement)
      throws IOException {
    byte[] content = Fixtures.bytes("mixed.safetensors");
    content[position] = replacement;
    opensOrRefuses(content);
  }

  @Property(tries = 500)
  void truncatedOrExtended(@ForAll @IntRange(min = 0, max = 2 * FILE_BYTES) int length)
      throws IOException {
    byte[] original = Fixtures.bytes("mixed.safetensors");
    boolean opened = opensOrRefuses(Arrays.copyOf(original, length));
    assertThat(opened).isEqualTo(length == original.length);
  }

  @Property(tries = 500)
  void noise(@ForAll byte[] content) {
    opensOrRefuses(content);
  }

  private static boolean opensOrRefuses(byte[] content) {
    MemoryFile file = new MemoryFile(content);
    try (SafetensorsReader reader = SafetensorsReader.open(file, "fuzz")) {
      for (TensorInfo info : reader.header().tensors()) {
        reader.read(info.name(), ByteBuffer.allocate((int) info.bytes()));
      }
      return true;
    } catch (SafetensorsException refused) {
      assertThat(refused).hasMessageStartingWith("Cannot read safetensors: file=fuzz; ");
      assertThat(file.isClosed()).isTrue();
      return false;
    }
  }
}
