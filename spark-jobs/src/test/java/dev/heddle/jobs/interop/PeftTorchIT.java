package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.jobs.train.AdaptedRunFiles;
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
import dev.heddle.peft.Adapter;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters that PEFT reads and writes are ours, and the other way round. */
class PeftTorchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODEL =
      Path.of(
          "..",
          "models",
          "src",
          "test",
          "resources",
          "dev",
          "heddle",
          "models",
          "fixtures",
          "llama");
  private static final int[][] SEQUENCES = {
    {5, 9, 11, 7, 30, 12, 6}, {8, 8, 21}, {14, 33, 5, 20, 6, 7, 9, 10, 31, 4}
  };
  private static final double RATE = 0.5;
  private static final double CLOSE = 1e-4;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"peft.use_dora=false", "peft.use_dora=true"})
  void anAdapterTrainedHereGivesTheSameLogitsThere(String form) throws Exception {
    AdaptedRunFiles files = AdaptedRunFiles.in(folder);
    assertThat(files.run("train", "base.yaml").exitCode()).isZero();
    assertThat(files.run("train", "adapted.yaml", form).exitCode()).isZero();
    JsonNode python =
        Python.run(folder, "adapter.py", "logits", files.base(), files.adapted(), sequences());
    float[] found = logits(files.base(), files.adapted());
    assertThat(distance(found, floats(python.get("logits")))).isLessThan(CLOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "dora"})
  void anAdapterMadeThereStartsHereWithItsLogitsAndGoesOn(String form) throws Exception {
    Path adapter = folder.resolve("made");
    JsonNode python = Python.run(folder, "adapter.py", "train", MODEL, adapter, sequences(), form);
    assertThat(distance(logits(MODEL, adapter), floats(python.get("logits")))).isLessThan(CLOSE);
    float[] after = floats(python.get("after"));
    assertThat(distance(after, floats(python.get("logits")))).isGreaterThan(1e-2);
    assertThat(distance(logitsAfterAStep(adapter), after)).isLessThan(CLOSE);
  }

  private Path sequences() throws IOException {
    Path file = folder.resolve("sequences.json");
    JSON.writeValue(file.toFile(), SEQUENCES);
    return file;
  }

  private static float[] logits(Path model, Path adapter) {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        CausalLanguageModel loaded = load(engine, model);
        Scope scope = engine.scope()) {
      attach(loaded, adapter);
      return logits(loaded, scope);
    }
  }

  /** The step that the script takes: plain gradient descent on the mean over all next tokens. */
  @SuppressWarnings("try") // recording is open for its duration, never named
  private static float[] logitsAfterAStep(Path adapter) {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        CausalLanguageModel model = load(engine, MODEL);
        Scope scope = engine.scope()) {
      Collection<NDArray> trained = attach(model, adapter).weights().values();
      int[] rows = rowsWithSuccessor();
      int[] labels = Arrays.stream(rows).map(row -> tokens().inputIds()[row + 1]).toArray();
      try (GradientMode recording = engine.autograd().recording()) {
        NDArray loss = model.loss(model.encode(tokens(), scope), rows, labels).sum();
        engine.autograd().backward(loss, scope.scalar(1.0 / rows.length));
      }
      for (NDArray array : trained) {
        NDArray gradient = engine.autograd().gradient(array, scope.manager()).orElseThrow();
        NDArray moved = array.stopGradient().sub(gradient.mul(RATE));
        engine.kernels().update("assign", array, moved);
      }
      return logits(model, scope);
    }
  }

  private static float[] logits(CausalLanguageModel model, Scope scope) {
    int[] all = IntStream.range(0, tokens().size()).toArray();
    return model.logits(model.encode(tokens(), scope), all).toFloatArray();
  }

  private static int[] rowsWithSuccessor() {
    int[] lengths = tokens().lengths();
    int[] ends = lengths.clone();
    Arrays.parallelPrefix(ends, Integer::sum);
    return IntStream.range(0, tokens().size())
        .filter(row -> Arrays.binarySearch(ends, row + 1) < 0)
        .toArray();
  }

  private static PackedTokens tokens() {
    return new PackedTokens(
        Arrays.stream(SEQUENCES).flatMapToInt(Arrays::stream).toArray(),
        Arrays.stream(SEQUENCES).mapToInt(ids -> ids.length).toArray());
  }

  private static CausalLanguageModel load(TensorEngine engine, Path folder) {
    Storage storage = HadoopStorage.local();
    ModelFolder stored = ModelFolder.open(storage, Quickstart.uri(folder.toAbsolutePath()));
    return (CausalLanguageModel)
        stored.load(
            new ModelRequest(
                stored.vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1));
  }

  private static Adapter attach(CausalLanguageModel model, Path adapter) {
    return AdapterFolder.open(HadoopStorage.local(), Quickstart.uri(adapter))
        .method()
        .attach(model, 1);
  }

  private static float[] floats(JsonNode sequences) {
    float[][][] nested = JSON.convertValue(sequences, float[][][].class);
    List<float[]> rows = Arrays.stream(nested).flatMap(Arrays::stream).toList();
    float[] flat = new float[rows.size() * rows.get(0).length];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * rows.get(i).length, rows.get(i).length);
    }
    return flat;
  }

  private static double distance(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }
}
