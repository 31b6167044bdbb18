package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** However an index was damaged: it is refused with a clear error, or every tensor can be read. */
class ShardIndexFuzzTest {
  private static final Storage STORAGE = HadoopStorage.local();

  private static Path folder;
  private static byte[] original;

  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("index-fuzz");
    new CheckpointCopy("bert", folder).writeShards(index -> {});
    original = Files.readAllBytes(folder.resolve(ShardIndex.FILE));
  }

  @AfterContainer
  static void delete() {
    STORAGE.delete(folder.toUri());
  }

  @Property(tries = 150)
  void alteredBytes(
      @ForAll int position, @ForAll @ByteRange(min = 32, max = 125) byte replacement) {
    byte[] content = original.clone();
    content[Math.floorMod(position, content.length)] = replacement;
    opensOrRefuses(content);
  }

  @Property(tries = 100)
  void truncated(@ForAll @IntRange(min = 0, max = 10_000) int length) {
    boolean opened = opensOrRefuses(Arrays.copyOf(original, length % original.length));
    assertThat(opened).isFalse();
  }

  @Property(tries = 100)
  void noise(@ForAll byte[] content) {
    assertThat(opensOrRefuses(content)).isFalse();
  }

  private static boolean opensOrRefuses(byte[] content) {
    URI uri = folder.toUri();
    try {
      Files.write(folder.resolve(ShardIndex.FILE), content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    ModelFolder opened = ModelFolder.open(STORAGE, uri);
    try (StoredTensors tensors = opened.weights()) {
      for (TensorInfo info : tensors.tensors()) {
        tensors.read(info.name(), 0, ByteBuffer.allocate((int) info.bytes()));
      }
      return true;
    } catch (ModelFolderException refused) {
      assertThat(refused).hasMessageMatching("(?s)Cannot read (index|model|sharded weights): .*");
      return false;
    }
  }
}
