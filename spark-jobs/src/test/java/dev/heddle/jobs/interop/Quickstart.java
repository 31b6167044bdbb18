package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.configs.RunFile;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.jobs.Heddle;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The quickstart on a few of its libraries, with the changes that a test makes to it.
 *
 * @param folder everything goes below it
 * @param overrides of the recipe
 */
record Quickstart(Path folder, List<String> overrides) {
  private static final Path RECIPE = Path.of("..", "configs", "quickstart.yaml");
  private static final Path CORPUS = Path.of("..", "target", "quickstart-corpus");

  /** The recipe on some libraries, by the names of their artifacts. */
  static Quickstart on(Path folder, String... libraries) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String library : libraries) {
      paths.add('"' + jar(library).toRealPath().toString() + '"');
    }
    return new Quickstart(folder, List.of())
        .with(
            "dataset.path=" + paths,
            "dataset.prepared_path=" + folder.resolve("shards"),
            "output_dir=" + folder.resolve("run"));
  }

  /** With a model and a number of steps for seconds, in {@code max_seq_length=64}. */
  Quickstart tiny(String architecture, int steps) {
    return with(
        "dataset.max_seq_length=64",
        "dataset.split_by=document",
        "dataset.val_size=0.05",
        "tokenizer.vocab_size=600",
        "model.architecture=" + architecture,
        "model.hidden_size=48",
        "model.intermediate_size=80",
        "model.num_attention_heads=4",
        "model.max_position_embeddings=64",
        "trainer.max_steps=" + steps,
        "trainer.save_steps=" + steps,
        "trainer.eval_strategy=no",
        "trainer.per_device_train_batch_size=8",
        "trainer.learning_rate=1e-2");
  }

  Quickstart with(String... more) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(List.of(more));
    return new Quickstart(folder, all);
  }

  /** Runs a verb of the command line in this process. */
  void run(String verb) {
    assertThat(Heddle.run(arguments(verb))).as("heddle %s %s", verb, overrides).isZero();
  }

  /** The verb, the recipe and its overrides, as the command line takes them. */
  String[] arguments(String verb) {
    return Stream.concat(Stream.of(verb, RECIPE.toString()), overrides.stream())
        .toArray(String[]::new);
  }

  RunSettings settings() {
    return RunFile.load(RECIPE, overrides, Map.of()).bind(RunSettings.class);
  }

  Path shards() {
    return folder.resolve("shards");
  }

  Path output() {
    return folder.resolve("run");
  }

  ShardSet openShards() {
    return ShardSet.open(HadoopStorage.local(), uri(shards()));
  }

  static URI uri(Path path) {
    return HadoopStorage.local().resolve(path.toString());
  }

  private static Path jar(String library) throws IOException {
    assertThat(CORPUS).as("mvn package puts the quickstart's corpus there").isDirectory();
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .filter(file -> file.getFileName().toString().matches(library + "-\\d.*-sources\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(library + " is not among the quickstart's jars"));
    }
  }
}
