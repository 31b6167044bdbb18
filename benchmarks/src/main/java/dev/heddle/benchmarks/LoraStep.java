package dev.heddle.benchmarks;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.optim.AdamW;
import dev.heddle.trainer.optim.AdamWSettings;
import dev.heddle.trainer.optim.FlatGradients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Training steps of a stored adapter, on request: the counterpart of {@code peers/lora_step.py},
 * which says what goes in and out.
 */
public final class LoraStep {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS = 1e9;
  private static final double KIB_IN_MIB = 1024;
  private static final AdamWSettings ADAMW =
      new AdamWSettings(0.9, 0.999, 1e-8, 0.01, Set.of(Role.BIAS, Role.NORM));
  private static final double RATE = 1e-4;
  private static final double LARGEST_NORM = 1;

  private final TensorEngine engine;
  private final CausalLanguageModel model;
  private final FlatGradients gradients;
  private final AdamW optimizer;

  private LoraStep(TensorEngine engine, CausalLanguageModel model) {
    this.engine = engine;
    this.model = model;
    this.gradients =
        new FlatGradients(
            engine, model.parameters().stream().filter(Parameter::isTrainable).toList());
    this.optimizer = new AdamW(engine, gradients, ADAMW);
  }

  /** Takes a model's folder, an adapter's folder and the number of threads. */
  public static void main(String[] arguments) throws IOException {
    Storage storage = HadoopStorage.local();
    ModelFolder folder = ModelFolder.open(storage, storage.resolve(arguments[0]));
    int threads = Integer.parseInt(arguments[2]);
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, threads);
        CausalLanguageModel model =
            (CausalLanguageModel)
                folder.load(
                    new ModelRequest(
                        folder.vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1))) {
      AdapterFolder.open(storage, storage.resolve(arguments[1])).method().attach(model, 1);
      new LoraStep(engine, model).answer();
    }
  }

  private void answer() throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      System.out.println(step(JSON.convertValue(JSON.readTree(line).get("lengths"), int[].class)));
      System.out.flush();
    }
  }

  private String step(int[] lengths) throws IOException {
    PackedTokens tokens = RandomTokens.of(lengths, model.vocabulary().size());
    int[] rows = RandomTokens.rowsWithSuccessor(lengths);
    int[] labels = IntStream.of(rows).map(row -> tokens.inputIds()[row + 1]).toArray();
    long start = System.nanoTime();
    double loss = train(tokens, rows, labels);
    double seconds = (System.nanoTime() - start) / NANOS;
    return String.format(
        Locale.ROOT,
        "{\"seconds\": %.6f, \"loss\": %.3f, \"peak_mib\": %.1f}",
        seconds,
        loss,
        peakKib() / KIB_IN_MIB);
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private double train(PackedTokens tokens, int[] rows, int[] labels) {
    double loss;
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray sum = model.loss(model.encode(tokens, scope), rows, labels).sum();
      engine.autograd().backward(sum, scope.scalar(1.0 / rows.length));
      loss = sum.getFloat();
    }
    gradients.gather();
    gradients.clip(LARGEST_NORM);
    optimizer.update(RATE);
    return loss;
  }

  private static double peakKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(Double.NaN);
  }
}
