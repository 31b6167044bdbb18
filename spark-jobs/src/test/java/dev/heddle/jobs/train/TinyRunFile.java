package dev.heddle.jobs.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run file for a model of a few thousand parameters and the made-up corpus that it learns from.
 *
 * @param folder holds {@code run.yaml} and the corpus, later the shards and the runs
 */
public record TinyRunFile(Path folder) {
  private static final List<String> WORDS =
      List.of("loom", "weft", "warp", "shuttle", "cloth", "bobbin", "heddle", "yarn", "knot");
  private static final int DOCUMENTS = 60;
  private static final int WORDS_OF_A_DOCUMENT = 40;

  private static final String YAML =
      """
      output_dir: %1$s/run
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards
        max_seq_length: 32
        val_size: 0.2
      tokenizer:
        vocab_size: 400
      model:
        architecture: modernbert
        hidden_size: 32
        intermediate_size: 48
        num_hidden_layers: 2
        num_attention_heads: 2
        max_position_embeddings: 64
        local_attention: 16
      objective:
        type: mlm
      trainer:
        max_steps: 12
        per_device_train_batch_size: 8
        learning_rate: 1.0e-3
        warmup_steps: 20
        logging_steps: 1
        save_steps: 4
        device: cpu
      """;

  /** Writes the run file and its corpus. */
  public static TinyRunFile in(Path folder) throws IOException {
    TinyRunFile run = new TinyRunFile(folder);
    Files.writeString(run.file(), YAML.formatted(folder));
    Random random = new Random(11);
    Files.createDirectories(run.corpus());
    for (int i = 0; i < DOCUMENTS; i++) {
      Files.writeString(run.corpus().resolve("document-%02d.txt".formatted(i)), document(random));
    }
    return run;
  }

  private static String document(Random random) {
    return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())) + random.nextInt(1000))
        .limit(WORDS_OF_A_DOCUMENT)
        .collect(Collectors.joining(" "));
  }

  /** The run file. */
  public Path file() {
    return folder.resolve("run.yaml");
  }

  /** What the run file names as its corpus. */
  public Path corpus() {
    return folder.resolve("corpus");
  }

  /** Where the run file wants the shards. */
  public Path shards() {
    return folder.resolve("shards");
  }

  /** Where the run file wants the run; overrides may name another folder. */
  public Path output() {
    return folder.resolve("run");
  }

  /** Runs a verb on this file, in this JVM. */
  public CommandRun run(String verb, String... overrides) {
    return CommandRun.of(arguments(verb, overrides).toArray(String[]::new));
  }

  /** The command line of a verb on this file. */
  public List<String> arguments(String verb, String... overrides) {
    return Stream.concat(Stream.of(verb, file().toString()), Stream.of(overrides)).toList();
  }
}
