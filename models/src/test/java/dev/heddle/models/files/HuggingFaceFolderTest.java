package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceFolderTest {

  private static final String[] FILES = {
    "README.md", "config.json", "model.safetensors", "tokenizer.json"
  };

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path temporary;
  private URI target;

  @BeforeEach
  void makeTokenizers() throws IOException {
    target = temporary.resolve("model").toUri();
    for (int version = 1; version <= 2; version++) {
      Path folder = Files.createDirectory(temporary.resolve("tokenizer-" + version));
      Files.writeString(folder.resolve("tokenizer.json"), "version " + version);
      Files.writeString(folder.resolve("notes.txt"), "not part of a tokenizer");
    }
  }

  @Test
  void publishesAFolderWithEverythingThatLoadersLookFor() throws IOException {
    version(1).publish(storage, target);

    assertThat(names()).containsExactly(FILES);
    assertThat(new ObjectMapper().readTree(read("config.json")).path("hidden_size").asInt())
        .isEqualTo(1);
    assertThat(read("README.md")).asString().isEqualTo("version 1");
    assertThat(read("tokenizer.json")).asString().isEqualTo("version 1");
    assertThat(Fixtures.floats(Fixtures.open(read("model.safetensors")), "x"))
        .containsExactly(1, -1);
  }

  @Test
  void publishesWithoutCardAndTokenizerWhereThereAreNone() {
    HuggingFaceFolder whole = version(1);
    new HuggingFaceFolder(whole.weights(), whole.config(), Optional.empty(), Optional.empty())
        .publish(storage, target);

    assertThat(names()).containsExactly("config.json", "model.safetensors");
  }

  @Test
  void publishingRefusesAFolderThatExists() {
    version(1).publish(storage, target);

    assertThatThrownBy(() -> version(2).publish(storage, target))
        .isInstanceOf(StorageException.class)
        .hasMessageEndingWith("it exists already; delete it or choose another name");
    assertThat(version("README.md")).isEqualTo(1);
  }

  @Test
  void aPublicationThatDiesShowsNothing() {
    int changes = 0;
    while (dies(changes, dying -> version(1).publish(dying, target))) {
      assertThat(storage.exists(target)).isFalse();
      changes++;
    }
    // Four files after the folder is staged; publishing belongs to the staged folder.
    assertThat(changes).isEqualTo(5);
    assertThat(names()).containsExactly(FILES);
  }

  @Test
  void writingIntoAFolderKeepsWhatElseIsThere() {
    storage.replace(Storage.below(target, "trainer_log.jsonl"), new byte[] {'{', '}'});

    version(1).writeInto(storage, target);

    assertThat(names()).contains("trainer_log.jsonl").contains(FILES);
  }

  @Test
  void aWriterThatDiesBetweenFilesLeavesEachOfThemOldOrNewAndTheNextOneCompletesThem() {
    version(1).writeInto(storage, target);
    int changes = 0;
    while (dies(changes, dying -> version(2).writeInto(dying, target))) {
      int replaced = Math.max(0, changes - 1); // the first change makes the folder
      assertThat(versions().stream().filter(version -> version == 2)).hasSize(replaced);
      assertThat(version("model.safetensors")).isEqualTo(replaced > 0 ? 2 : 1);
      version(1).writeInto(storage, target);
      changes++;
    }
    assertThat(changes).isEqualTo(5);
    assertThat(versions()).containsOnly(2);
    assertThat(names()).containsExactly(FILES);
  }

  @Test
  void weightsThatCannotBeWrittenLeaveTheOldOnes() {
    version(1).writeInto(storage, target);
    NamedTensor broken =
        NamedTensor.floats("x", new long[] {3}, () -> Fixtures.buffer(2 * Float.BYTES));
    HuggingFaceFolder folder =
        new HuggingFaceFolder(List.of(broken), config(2), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> folder.writeInto(storage, target))
        .hasMessageContaining("Cannot write x");
    assertThat(versions()).containsOnly(1);
    assertThat(names()).containsExactly(FILES);
  }

  private boolean dies(int changes, Consumer<Storage> work) {
    try {
      work.accept(DyingStorage.after(changes, storage));
      return false;
    } catch (StorageException killed) {
      return true;
    }
  }

  private HuggingFaceFolder version(int version) {
    return new HuggingFaceFolder(
        List.of(Fixtures.floats("x", version, -version)),
        config(version),
        Optional.of(temporary.resolve("tokenizer-" + version).toUri()),
        Optional.of("version " + version));
  }

  private static ObjectNode config(int version) {
    return new ObjectMapper().createObjectNode().put("hidden_size", version);
  }

  private List<Integer> versions() {
    return List.of(FILES).stream().map(this::version).toList();
  }

  /** Of a file that must be whole. */
  private int version(String name) {
    byte[] content = read(name);
    if (name.equals("model.safetensors")) {
      return (int) Fixtures.floats(Fixtures.open(content), "x")[0];
    }
    String text = new String(content, StandardCharsets.UTF_8).strip();
    assertThat(text).matches("(?s)(version|\\{.*:) [12]\\s*}?");
    return text.contains("2") ? 2 : 1;
  }

  private byte[] read(String name) {
    return storage.read(Storage.below(target, name));
  }

  private List<String> names() {
    return storage.list(target).stream().map(FileStatus::name).toList();
  }
}
