package dev.heddle.jobs.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Run files for a tiny decoder and for an adapter of it, and the made-up corpus that both learn
 * from.
 *
 * @param folder holds the run files, the corpus and the runs
 */
public record AdaptedRunFiles(Path folder) {
  private static final String BASE =
      """
      output_dir: %1$s/base
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards
        max_seq_length: 32
        val_size: 0.2
        packing: wrapped
      tokenizer:
        vocab_size: 400
      model:
        architecture: llama
        hidden_size: 32
        intermediate_size: 48
        num_hidden_layers: 2
        num_attention_heads: 2
        num_key_value_heads: 1
        max_position_embeddings: 64
      objective:
        type: clm
      trainer:
        max_steps: 4
        per_device_train_batch_size: 8
        learning_rate: 1.0e-2
        device: cpu
      """;
  private static final String ADAPTED =
      """
      output_dir: %1$s/adapted
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards-of-adapted
        max_seq_length: 32
        val_size: 0.2
        packing: wrapped
      model:
        path: %1$s/base
      peft:
        type: lora
        r: 4
        target_modules: all-linear
      objective:
        type: clm
      trainer:
        max_steps: 6
        per_device_train_batch_size: 8
        learning_rate: 2.0e-2
        device: cpu
      """;

  /** Writes both run files and the corpus. */
  public static AdaptedRunFiles in(Path folder) throws IOException {
    TinyRunFile.in(folder);
    Files.writeString(folder.resolve("base.yaml"), BASE.formatted(folder));
    Files.writeString(folder.resolve("adapted.yaml"), ADAPTED.formatted(folder));
    return new AdaptedRunFiles(folder);
  }

  /** Writes one more run file: the adapter's with other lines for its rank and targets. */
  public void write(String name, String section) throws IOException {
    String usual = "r: 4\n  target_modules: all-linear";
    Files.writeString(folder.resolve(name), ADAPTED.formatted(folder).replace(usual, section));
  }

  /** Where the decoder is. */
  public Path base() {
    return folder.resolve("base");
  }

  /** Where the adapter is. */
  public Path adapted() {
    return folder.resolve("adapted");
  }

  /** Runs a verb on one of the files, in this JVM. */
  public CommandRun run(String verb, String file, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(verb, folder.resolve(file).toString()));
    arguments.addAll(List.of(overrides));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
