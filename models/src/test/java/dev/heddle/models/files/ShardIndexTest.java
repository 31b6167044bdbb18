package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardIndexTest {
  private static final String FIRST = CheckpointCopy.shard(0);
  private static final String SECOND = CheckpointCopy.shard(1);

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path temporary;
  private CheckpointCopy bert;
  private List<String> names;

  @BeforeEach
  void copy() throws IOException {
    bert = new CheckpointCopy("bert", temporary);
    names = bert.names();
  }

  @Test
  void aShardThatIsMissingIsNamedAndTheOthersAreClosedAgain() throws IOException {
    URI folder = bert.writeShards(index -> {});
    Files.delete(temporary.resolve(SECOND));
    assertThatThrownBy(open(folder))
        .isInstanceOf(ModelFolderException.class)
        .hasMessage(
            "Cannot read sharded weights: folder=%s; %s is missing, which the index names; copy or export the folder again"
                .formatted(folder, SECOND));
  }

  @Test
  void tensorsMustBeWhereTheIndexHasThem() throws IOException {
    URI folder = bert.writeShards(map(map -> map.put(names.get(0), SECOND)));
    assertThatThrownBy(open(folder))
        .hasMessageContaining(
            "tensor %s is not in %s, where the index has it".formatted(names.get(0), SECOND))
        .hasMessageContaining(
            "tensor %s is in %s, and the index has it in %s"
                .formatted(names.get(0), FIRST, SECOND));
  }

  @Test
  void aTensorInTwoShardsIsRefused() throws IOException {
    URI folder = bert.writeShards(index -> {});
    Files.copy(
        temporary.resolve(FIRST), temporary.resolve(SECOND), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(open(folder))
        .hasMessageContaining("where the index has it; ")
        .hasMessageContaining("; and ");
  }

  @Test
  void tensorsThatTheIndexDoesNotListAreRefused() throws IOException {
    URI folder = bert.writeShards(map(map -> map.remove(names.get(1))));
    assertThatThrownBy(open(folder))
        .hasMessageContaining(
            "tensor %s of %s is not in the index".formatted(names.get(1), SECOND));
  }

  @Test
  void aBrokenShardIsNamed() throws IOException {
    URI folder = bert.writeShards(index -> {});
    byte[] content = Files.readAllBytes(temporary.resolve(FIRST));
    Files.write(temporary.resolve(FIRST), Arrays.copyOf(content, content.length - 1));
    assertThatThrownBy(open(folder))
        .hasMessageContaining("Cannot read safetensors: file=file:" + temporary + "/" + FIRST);
  }

  @Test
  void filesMustLieInTheFolder() throws IOException {
    URI folder =
        bert.writeShards(map(map -> map.put(names.get(0), "../" + FIRST).put(names.get(1), 7)));
    assertThatThrownBy(open(folder))
        .hasMessageContaining("=\"../" + FIRST + "\" must name a .safetensors file of the folder")
        .hasMessageContaining("=7 must name a .safetensors file of the folder");
  }

  @Test
  void anIndexWithoutAMapIsRefused() throws IOException {
    URI folder = bert.writeShards(index -> index.remove("weight_map"));
    assertThatThrownBy(open(folder))
        .hasMessageContaining("; weight_map must be an object that names a file for each tensor; ");
    Files.writeString(temporary.resolve(ShardIndex.FILE), "{\"weight_map\": {\"a\":");
    assertThatThrownBy(open(folder)).hasMessageContaining("; it is not JSON: ");
  }

  @Test
  void readsFromTheRightShard() throws IOException {
    URI folder = bert.writeShards(index -> {});
    try (StoredTensors tensors = ModelFolder.open(storage, folder).weights()) {
      assertThat(tensors.tensors()).hasSize(names.size());
      for (String name : names) {
        var target = Fixtures.buffer(bert.floats(name).length * Float.BYTES);
        tensors.readFloats(name, 0, target);
        float[] values = new float[bert.floats(name).length];
        target.flip().asFloatBuffer().get(values);
        assertThat(values).as(name).containsExactly(bert.floats(name));
      }
      assertThatThrownBy(() -> tensors.read("none", 0, Fixtures.buffer(1)))
          .hasMessageContaining("name=none; folder=" + folder + " has no such tensor");
    }
  }

  private ThrowingCallable open(URI folder) {
    return () -> ModelFolder.open(storage, folder).weights().close();
  }

  private static Consumer<ObjectNode> map(Consumer<ObjectNode> change) {
    return index -> change.accept((ObjectNode) index.path("weight_map"));
  }
}
