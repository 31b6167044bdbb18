package dev.heddle.benchmarks;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.layers.Parameter;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Forward and backward passes of a checkpoint, on request: the counterpart of {@code
 * peers/model_pass.py}, which says what goes in and out.
 */
public final class ModelPass {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS = 1e9;

  private final TensorEngine engine;
  private final LanguageModel model;
  private final boolean causal;

  private ModelPass(TensorEngine engine, LanguageModel model) {
    this.engine = engine;
    this.model = model;
    this.causal = model instanceof CausalLanguageModel;
  }

  /** Takes a folder, the number of threads, a device and {@code fp32} or {@code bf16}. */
  public static void main(String[] arguments) throws IOException {
    Storage storage = HadoopStorage.local();
    ModelFolder folder = ModelFolder.open(storage, storage.resolve(arguments[0]));
    int threads = Integer.parseInt(arguments[1]);
    Precision precision = Precision.valueOf(arguments[3].toUpperCase(Locale.ROOT));
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.parse(arguments[2]), threads);
        LanguageModel model =
            (LanguageModel)
                folder.load(
                    new ModelRequest(
                        folder.vocabulary(), Task.LANGUAGE_MODELLING, engine, precision, 1))) {
      new ModelPass(engine, model).answer();
    }
  }

  private void answer() throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = JSON.readTree(line);
      int[] lengths = JSON.convertValue(request.get("lengths"), int[].class);
      System.out.println(pass(lengths, request.get("backward").asBoolean()));
      System.out.flush();
    }
  }

  private String pass(int[] lengths, boolean backward) {
    PackedTokens tokens = RandomTokens.of(lengths, model.vocabulary().size());
    int[] rows = rows(lengths);
    int[] labels =
        Arrays.stream(rows).map(row -> tokens.inputIds()[causal ? row + 1 : row]).toArray();
    long start = System.nanoTime();
    float loss = backward ? trained(tokens, rows, labels) : scored(tokens, rows, labels);
    double seconds = (System.nanoTime() - start) / NANOS;
    return String.format(Locale.ROOT, "{\"seconds\": %.6f, \"loss\": %.3f}", seconds, loss);
  }

  private float scored(PackedTokens tokens, int[] rows, int[] labels) {
    try (Scope scope = engine.scope()) {
      return loss(tokens, rows, labels, scope).getFloat();
    }
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private float trained(PackedTokens tokens, int[] rows, int[] labels) {
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray sum = loss(tokens, rows, labels, scope);
      engine.autograd().backward(sum, scope.scalar(1));
      for (Parameter parameter : model.parameters()) {
        engine.autograd().clear(parameter.value());
      }
      return sum.getFloat();
    }
  }

  private NDArray loss(PackedTokens tokens, int[] rows, int[] labels, Scope scope) {
    NDArray hidden = ((TextEncoder) model).encode(tokens, scope);
    return model.loss(hidden, rows, labels).sum();
  }

  /** Every row that has a successor, or every seventh. */
  private int[] rows(int[] lengths) {
    if (!causal) {
      return IntStream.range(0, Arrays.stream(lengths).sum()).filter(i -> i % 7 == 0).toArray();
    }
    return RandomTokens.rowsWithSuccessor(lengths);
  }
}
