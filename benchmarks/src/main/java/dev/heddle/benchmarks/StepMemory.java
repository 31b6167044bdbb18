package dev.heddle.benchmarks;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Activations;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What one forward and backward pass needs beyond parameters and gradients, which are there before:
 * the peak of the resident set, measured by Linux from just before the pass. A Llama of 12 layers,
 * 768 wide, fp32, random; every token but the last of a sequence is scored. {@code
 * benchmarks/memory.py} starts one process for each line of its table.
 */
public final class StepMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");
  private static final int WARM_UP_LENGTH = 16;

  private final TensorEngine engine;
  private final CausalLanguageModel model;

  private StepMemory(TensorEngine engine, CausalLanguageModel model) {
    this.engine = engine;
    this.model = model;
  }

  /**
   * Takes the size of the vocabulary, {@code kept} or {@code recomputed}, how many sequences, and
   * their length; prints the resident set before the pass and its growth, in MiB.
   */
  public static void main(String[] arguments) throws IOException {
    int vocabulary = Integer.parseInt(arguments[0]);
    int[] lengths = new int[Integer.parseInt(arguments[2])];
    Arrays.fill(lengths, Integer.parseInt(arguments[3]));
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 2);
        CausalLanguageModel model = llama(vocabulary, engine)) {
      engine.autograd().activations(Activations.valueOf(arguments[1].toUpperCase(Locale.ROOT)));
      StepMemory memory = new StepMemory(engine, model);
      memory.pass(WARM_UP_LENGTH); // gradients, kernels and threads are there from here on
      System.gc();
      Files.writeString(PEAK_RESET, "5");
      long before = kibibytes("VmRSS");
      memory.pass(lengths);
      System.out.printf(
          Locale.ROOT,
          "{\"before\": %d, \"growth\": %d}%n",
          before >> 10,
          (kibibytes("VmHWM") - before) >> 10);
    }
  }

  private static CausalLanguageModel llama(int vocabulary, TensorEngine engine) throws IOException {
    JsonNode config =
        new ObjectMapper()
            .readTree(
                """
                {"model_type": "llama", "hidden_size": 768, "intermediate_size": 2048,
                 "num_hidden_layers": 12, "num_attention_heads": 12, "vocab_size": %d,
                 "max_position_embeddings": 2048, "tie_word_embeddings": true}
                """
                    .formatted(vocabulary));
    return (CausalLanguageModel) create(Architectures.ofModelType("llama"), config, engine);
  }

  private static <S extends Record> AutoCloseable create(
      ArchitectureProvider<S> provider, JsonNode config, TensorEngine engine) {
    ModelRequest request =
        new ModelRequest(
            provider.vocabulary(config), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1);
    return provider.create(provider.fromHuggingFace(config), request);
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private void pass(int... lengths) {
    int size = Arrays.stream(lengths).sum();
    int[] ids = IntStream.range(0, size).map(i -> i % model.vocabulary().size()).toArray();
    PackedTokens tokens = new PackedTokens(ids, lengths);
    int[] ends = tokens.ends();
    int[] rows =
        IntStream.range(0, size).filter(row -> Arrays.binarySearch(ends, row) < 0).toArray();
    int[] labels = Arrays.stream(rows).map(row -> ids[row + 1]).toArray();
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray sum = model.loss(model.encode(tokens, scope), rows, labels).sum();
      engine.autograd().backward(sum, scope.scalar(1.0 / rows.length));
    }
  }

  private static long kibibytes(String key) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
