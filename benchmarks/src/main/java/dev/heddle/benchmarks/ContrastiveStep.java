package dev.heddle.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.configs.RunFile;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.PairForm;
import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.layers.Parameter;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.Workplace;
import dev.heddle.objectives.contrastive.ContrastiveProvider;
import dev.heddle.objectives.contrastive.ContrastiveSettings;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.optim.AdamW;
import dev.heddle.trainer.optim.AdamWSettings;
import dev.heddle.trainer.optim.FlatGradients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Contrastive training steps of a sentence encoder, on request: the counterpart of {@code
 * peers/contrastive_step.py}, which says what goes in and out.
 */
public final class ContrastiveStep {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS = 1e9;
  private static final double RATE = 1e-5;

  /** The peer's default loss: one direction, scale 20. */
  private static final String SETTINGS = "symmetric: false\ntemperature: 0.05\n";

  private final Storage storage = HadoopStorage.local();
  private final String[][] pairs;
  private final Tokenizer tokenizer;
  private final ExampleBuilder examples;
  private final TextEncoder model;

  private ContrastiveStep(String[][] pairs, Tokenizer tokenizer, int length, TextEncoder model) {
    this.pairs = pairs;
    this.tokenizer = tokenizer;
    this.examples = new ExampleBuilder(tokenizer, length);
    this.model = model;
  }

  /** Takes a folder, a JSON file of pairs, the number of tokens of a text, and that of threads. */
  public static void main(String[] arguments) throws IOException {
    Storage storage = HadoopStorage.local();
    ModelFolder folder = ModelFolder.open(storage, storage.resolve(arguments[0]));
    String[][] pairs = JSON.readValue(Path.of(arguments[1]).toFile(), String[][].class);
    int threads = Integer.parseInt(arguments[3]);
    try (Tokenizer tokenizer = NativeTokenizer.load(TokenizerFiles.read(storage, folder.uri()));
        TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, threads);
        TextEncoder model =
            (TextEncoder)
                folder.load(
                    new ModelRequest(
                        folder.vocabulary(), new Task.Embedding(), engine, Precision.FP32, 1))) {
      new ContrastiveStep(pairs, tokenizer, Integer.parseInt(arguments[2]), model).answer();
    }
  }

  private void answer() throws IOException {
    ContrastiveSettings settings =
        RunFile.ofOpenYaml("race", SETTINGS, List.of()).bind(ContrastiveSettings.class);
    DataInfo data = new DataInfo(TokenizerInfo.of(tokenizer), List.of());
    answer(new ContrastiveProvider().create(settings, data));
  }

  private <B extends HostBatch> void answer(Objective<B> objective) throws IOException {
    objective.open(Workplace.alone(model, storage, 1));
    List<Parameter> trainable = model.parameters().stream().filter(Parameter::isTrainable).toList();
    FlatGradients gradients = new FlatGradients(model.engine(), trainable);
    AdamW optimizer =
        new AdamW(model.engine(), gradients, new AdamWSettings(0.9, 0.999, 1e-8, 0.01, Set.of()));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = JSON.readTree(line);
      List<EpochSample> samples =
          samples(request.get("first").asInt(), request.get("count").asInt());
      B batch = objective.collate(samples, Occasion.evaluation());
      long start = System.nanoTime();
      double loss = learn(objective, batch);
      gradients.gather();
      gradients.clip(1);
      optimizer.update(RATE);
      double seconds = (System.nanoTime() - start) / NANOS;
      System.out.printf(Locale.ROOT, "{\"seconds\": %.6f, \"loss\": %.6f}%n", seconds, loss);
      System.out.flush();
    }
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private <B extends HostBatch> double learn(Objective<B> objective, B batch) {
    TensorEngine engine = model.engine();
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      double share = 1.0 / batch.samples();
      Step step =
          new Step(
              model, scope, (name, sum) -> engine.autograd().backward(sum, scope.scalar(share)));
      return objective.step(batch, step).loss();
    }
  }

  private List<EpochSample> samples(int first, int count) {
    List<EpochSample> samples = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      int[] query = examples.single(pairs[number][0], 0).inputIds();
      int[] document = examples.single(pairs[number][1], 0).inputIds();
      samples.add(new EpochSample(0, pair(number, query, document)));
    }
    return samples;
  }

  private PackedSample pair(int number, int[] query, int[] document) {
    int[] ids = new int[query.length + document.length];
    System.arraycopy(query, 0, ids, 0, query.length);
    System.arraycopy(document, 0, ids, query.length, document.length);
    int[] content = {number, pairs[number][0].hashCode(), number, pairs[number][1].hashCode()};
    Map<String, int[]> columns =
        Map.of(PairForm.PROMPT_LENGTHS, new int[2], PairForm.CONTENT, content);
    return new PackedSample(number, ids, new int[] {query.length, document.length}, columns);
  }
}
