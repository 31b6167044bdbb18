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
  void writesEverythingThatLoadersLookFor() throws IOException {
    version(1).writeInto(storage, target);

    assertThat(names()).containsExactly(FILES);
    assertThat(read("config.json"))
        .asString()
        .isEqualToIgnoringWhitespace("{\"hidden_size\":1,\"dtype\":\"float32\"}");
    assertThat(read("README.md")).asString().isEqualTo("version 1");
    assertThat(read("tokenizer.json")).asString().isEqualTo("version 1");
    assertThat(Fixtures.floats(Fixtures.open(read("model.safetensors")), "x"))
        .containsExactly(1, -1);
  }

  @Test
  void writesWithoutCardAndTokenizerWhereThereAreNone() {
    HuggingFaceFolder whole = version(1);
    new HuggingFaceFolder(whole.weights(), whole.config(), Optional.empty(), Optional.empty())
        .writeInto(storage, target);

    assertThat(names()).containsExactly("config.json", "model.safetensors");
  }

  @Test
  void carriesGenerationSettingsAndVocabulariesAlong() throws IOException {
    for (String name : List.of("generation_config.json", "spiece.model", "merges.txt")) {
      Files.writeString(temporary.resolve("tokenizer-1").resolve(name), "of " + name);
    }
    version(1).writeInto(storage, target);

    assertThat(names()).contains("generation_config.json", "spiece.model", "merges.txt");
    assertThat(read("spiece.model")).asString().isEqualTo("of spiece.model");
  }

  /** 8 bytes each, 16 a file: a and b, then c (a new one of 20 bytes), then d. */
  @Test
  void weightsBeyondAFilesSizeAreSharded() throws IOException {
    sharded(16).writeInto(storage, target);

    assertThat(names())
        .containsExactly(
            "config.json",
            "model-00001-of-00003.safetensors",
            "model-00002-of-00003.safetensors",
            "model-00003-of-00003.safetensors",
            "model.safetensors.index.json");
    assertThat(read("model.safetensors.index.json"))
        .asString()
        .isEqualToIgnoringWhitespace(
            """
            {"metadata": {"total_parameters": 11, "total_size": 44},
             "weight_map": {
               "a": "model-00001-of-00003.safetensors",
               "b": "model-00001-of-00003.safetensors",
               "c": "model-00002-of-00003.safetensors",
               "d": "model-00003-of-00003.safetensors"}}
            """);
    try (StoredTensors tensors =
        ShardedTensors.open(
            storage, target, ShardIndex.read(storage, Storage.below(target, ShardIndex.FILE)))) {
      assertThat(tensors.tensors()).extracting(TensorInfo::name).contains("a", "b", "c", "d");
    }
  }

  @Test
  void weightsOfAnEarlierLayoutAreGoneInTheEnd() {
    sharded(16).writeInto(storage, target);
    sharded(44).writeInto(storage, target);
    assertThat(names()).containsExactly("config.json", "model.safetensors");
    sharded(43).writeInto(storage, target);
    assertThat(names())
        .containsExactly(
            "config.json",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json");
  }

  private static HuggingFaceFolder sharded(long bytes) {
    List<NamedTensor> tensors =
        List.of(
            Fixtures.floats("a", 1, 2),
            Fixtures.floats("b", 3, 4),
            Fixtures.floats("c", 1, 2, 3, 4, 5),
            Fixtures.floats("d", 5, 6));
    return new HuggingFaceFolder(tensors, config(1), Optional.empty(), Optional.empty(), bytes);
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
    assertThat(text).matches("(?s)version [12]|\\{.*: [12],.*}");
    return text.contains(" 2") ? 2 : 1;
  }

  private byte[] read(String name) {
    return storage.read(Storage.below(target, name));
  }

  private List<String> names() {
    return storage.list(target).stream().map(FileStatus::name).toList();
  }
}
