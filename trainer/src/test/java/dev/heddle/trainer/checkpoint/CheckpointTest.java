package dev.heddle.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Storage STORAGE = HadoopStorage.local();

  @TempDir Path temporary;
  private URI output;
  private URI tokenizer;

  @BeforeEach
  void makeTokenizer() throws IOException {
    output = STORAGE.resolve(temporary.resolve("run").toString());
    Path folder = Files.createDirectory(temporary.resolve("tokenizer"));
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\": 128}");
    Files.writeString(folder.resolve("notes.txt"), "not part of a tokenizer");
    tokenizer = STORAGE.resolve(folder.toString());
  }

  @Test
  void comesBackAsItWasWritten() {
    URI folder = write(STORAGE, 20);
    assertThat(STORAGE.list(folder).stream().map(FileStatus::name))
        .containsExactly(
            "config.json",
            "manifest.json",
            "model.safetensors",
            "objective.safetensors",
            "optimizer.safetensors",
            "tokenizer.json",
            "tokenizer_config.json",
            "trainer_state.json");
    Checkpoint checkpoint = new CheckpointReader(STORAGE).open(folder);
    assertThat(Samples.first(checkpoint.objective(), "objective.temperature")).isEqualTo(20.125f);
    assertThat(checkpoint.state()).isEqualTo(Samples.state(20));
    assertThat(Samples.first(checkpoint.weights(), "layer.bias")).isEqualTo(20.5f);
    assertThat(Samples.first(checkpoint.optimizer(), "exp_avg_sq.layer.weight")).isEqualTo(20.75f);
  }

  @Test
  void theNewestReadableOneIsCompleteWheneverARunIsKilled() {
    write(STORAGE, 10);
    int changes = 0;
    while (diesWriting(20, changes)) {
      Checkpoint newest = new CheckpointReader(STORAGE).latest(output).orElseThrow();
      assertThat(newest.state()).isEqualTo(Samples.state(10));
      assertThat(Samples.first(newest.weights(), "layer.weight")).isEqualTo(10f);
      changes++;
    }
    // Staging, seven files of one write or more each, publication.
    assertThat(changes).isGreaterThan(15);
    assertThat(new CheckpointReader(STORAGE).latest(output).orElseThrow().state().step())
        .isEqualTo(20);
    assertThat(STORAGE.list(output)).hasSizeGreaterThan(2);
    new CheckpointWriter(STORAGE, output).cleanTemporaries();
    assertThat(STORAGE.list(output).stream().map(FileStatus::name))
        .containsExactly("checkpoint-10", "checkpoint-20");
  }

  @Test
  void saysThatOlderCheckpointsAreSafeWhenTheDiskIsFull() {
    assertThatThrownBy(() -> write(new DyingStorage(STORAGE, 5), 20))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "Cannot write checkpoint: folder=" + CheckpointFiles.folder(output, 20) + "; ")
        .hasMessageContaining("No space left on device")
        .hasMessageEndingWith(
            "older checkpoints are untouched, make room or choose another output_dir");
  }

  @Test
  void anAlteredByteInAnyFileIsFoundAndNamed() throws IOException {
    write(STORAGE, 10);
    URI folder = write(STORAGE, 20);
    for (FileStatus file : STORAGE.list(folder)) {
      Path path = Path.of(file.uri());
      byte[] content = Files.readAllBytes(path);
      content[content.length / 2] ^= 1;
      Files.write(path, content);
      assertThatThrownBy(() -> new CheckpointReader(STORAGE).open(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("Cannot use checkpoint: folder=" + folder + "; ")
          .hasMessageContaining(file.name().equals("manifest.json") ? "" : file.name());
      assertThat(new CheckpointReader(STORAGE).latest(output).orElseThrow().state().step())
          .isEqualTo(10);
      content[content.length / 2] ^= 1;
      Files.write(path, content);
    }
    assertThat(new CheckpointReader(STORAGE).latest(output).orElseThrow().state().step())
        .isEqualTo(20);
  }

  @Test
  void namesWhatIsMissingOrCutShort() throws IOException {
    URI folder = write(STORAGE, 20);
    Path weights = Path.of(folder).resolve("model.safetensors");
    byte[] content = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(content, content.length - 1));
    assertThatThrownBy(() -> new CheckpointReader(STORAGE).open(folder))
        .hasMessageContaining(
            "model.safetensors has %d bytes where %d were written"
                .formatted(content.length - 1, content.length));
    Files.delete(weights);
    assertThatThrownBy(() -> new CheckpointReader(STORAGE).open(folder))
        .hasMessageContaining("model.safetensors is missing");
    Files.delete(Path.of(folder).resolve("manifest.json"));
    assertThatThrownBy(() -> new CheckpointReader(STORAGE).open(folder))
        .hasMessageContaining("it has no manifest.json, so writing it was never finished");
  }

  @Test
  void aBrokenOneMakesWayAndAWholeOneDoesNot() throws IOException {
    URI folder = write(STORAGE, 20);
    assertThatThrownBy(() -> write(STORAGE, 20))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it exists already");
    Files.write(Path.of(folder).resolve("model.safetensors"), new byte[10]);

    write(STORAGE, 20);

    assertThat(new CheckpointReader(STORAGE).open(folder).state()).isEqualTo(Samples.state(20));
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(new CheckpointReader(STORAGE).latest(output)).isEmpty();
    STORAGE.createFolders(Storage.below(output, "checkpoint-5"));
    STORAGE.createFolders(Storage.below(output, "checkpoint-old"));
    assertThat(new CheckpointReader(STORAGE).latest(output)).isEmpty();
  }

  @Test
  void picksTheLargestStepNotTheLastName() {
    write(STORAGE, 9);
    write(STORAGE, 100);
    write(STORAGE, 20);
    assertThat(new CheckpointReader(STORAGE).latest(output).orElseThrow().state().step())
        .isEqualTo(100);
  }

  @Test
  void keepsTheNewestAndTheBest() throws IOException {
    for (long step : new long[] {10, 20, 30, 40}) {
      write(STORAGE, step);
    }
    URI broken = write(STORAGE, 50);
    Files.delete(Path.of(broken).resolve("manifest.json"));
    assertThat(new Retention(STORAGE, 2).apply(output, Optional.of(10L)))
        .containsExactly(CheckpointFiles.folder(output, 20));
    assertThat(names())
        .containsExactly("checkpoint-10", "checkpoint-30", "checkpoint-40", "checkpoint-50");
    new Retention(STORAGE, 1).apply(output, Optional.empty());
    assertThat(names()).containsExactly("checkpoint-40", "checkpoint-50");
  }

  @Test
  void deletesNothingWhereNothingIsComplete() {
    STORAGE.createFolders(Storage.below(output, "checkpoint-5"));
    assertThat(new Retention(STORAGE, 1).apply(output, Optional.empty())).isEmpty();
    assertThat(names()).containsExactly("checkpoint-5");
    assertThatThrownBy(() -> new Retention(STORAGE, 0))
        .hasMessage("Cannot limit checkpoints: save_total_limit=0; at least 1 must stay");
  }

  private URI write(Storage storage, long step) {
    return new CheckpointWriter(storage, output)
        .write(Samples.state(step), Samples.content(step, Optional.of(tokenizer)));
  }

  private boolean diesWriting(long step, int changes) {
    try {
      write(new DyingStorage(STORAGE, changes), step);
      return false;
    } catch (CheckpointException killed) {
      return true;
    }
  }

  private List<String> names() {
    return STORAGE.list(output).stream().map(FileStatus::name).toList();
  }
}
