package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.ShardSplit;
import dev.heddle.models.MaskedLanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.Weights;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trained and exported model computes in {@code transformers} what it computes here. */
class MaskedLogitsTorchIT {
  private static final ObjectMapper json = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "modernbert, ModernBertForMaskedLM, model.local_attention=16",
    "bert, BertForMaskedLM, model.type_vocab_size=2"
  })
  void twentyValidationSequencesHaveTheSameLogits(String architecture, String type, String setting)
      throws Exception {
    Quickstart quickstart =
        Quickstart.on(folder, "gson", "commons-text").tiny(architecture, 40).with(setting);
    quickstart.run("train");
    List<int[]> sequences = longest(20, quickstart.openShards().validation());
    Path file = folder.resolve("sequences.json");
    json.writeValue(file.toFile(), sequences);

    JsonNode python = Python.run(folder, "masked_logits.py", quickstart.output(), file);

    assertThat(python.get("class").textValue()).isEqualTo(type);
    float[][][] expected = json.convertValue(python.get("logits"), float[][][].class);
    assertThat(expected).hasNumberOfRows(20);
    // Fresh weights give logits near 0; these have learnt to tell frequent tokens from rare ones.
    assertThat(spread(expected[0][0])).isGreaterThan(3);
    assertLogits(quickstart.output(), sequences, expected);
  }

  /** Sequences longer than a local layer sees to either side. */
  private static List<int[]> longest(int count, ShardSplit split) {
    List<int[]> sequences = new ArrayList<>();
    for (int block = 0; block < split.index().count(); block++) {
      split.read(block).forEach(pack -> addSequences(pack, sequences));
    }
    sequences.sort(Comparator.comparingInt((int[] ids) -> ids.length).reversed());
    return List.copyOf(sequences.subList(0, count));
  }

  private static void addSequences(PackedSample pack, List<int[]> sequences) {
    int start = 0;
    for (int length : pack.sequenceLengths()) {
      sequences.add(Arrays.copyOfRange(pack.inputIds(), start, start + length));
      start += length;
    }
  }

  private static void assertLogits(Path export, List<int[]> sequences, float[][][] expected)
      throws IOException {
    PackedTokens tokens =
        new PackedTokens(
            sequences.stream().flatMapToInt(Arrays::stream).toArray(),
            sequences.stream().mapToInt(ids -> ids.length).toArray());
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        MaskedLanguageModel model = load(export, engine);
        Scope scope = engine.scope()) {
      int[] rows = IntStream.range(0, tokens.size()).toArray();
      float[] found = model.logits(model.encode(tokens, scope), rows).toFloatArray();
      double distance = largestDistance(found, flat(expected));
      assertThat(distance).as("largest distance of %d logits", found.length).isLessThan(1e-4);
    }
  }

  private static MaskedLanguageModel load(Path export, TensorEngine engine) throws IOException {
    JsonNode config = json.readTree(export.resolve("config.json").toFile());
    MaskedLanguageModel model =
        create(Architectures.ofModelType(config.get("model_type").textValue()), config, engine);
    try (SafetensorsReader file =
        SafetensorsReader.open(
            HadoopStorage.local(), Quickstart.uri(export.resolve("model.safetensors")))) {
      Weights.load(file, Weights.of(model), engine, Weights.Extras.REFUSE);
    }
    return model;
  }

  private static <S extends Record> MaskedLanguageModel create(
      ArchitectureProvider<S> architecture, JsonNode config, TensorEngine engine) {
    return (MaskedLanguageModel)
        architecture.create(
            architecture.fromHuggingFace(config),
            new ModelRequest(
                architecture.vocabulary(config),
                Task.LANGUAGE_MODELLING,
                engine,
                Precision.FP32,
                7));
  }

  private static double spread(float[] row) {
    double[] values = IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray();
    return Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
  }

  private static double largestDistance(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest;
  }

  private static float[] flat(float[][][] logits) {
    int size = Arrays.stream(logits).mapToInt(rows -> rows.length * rows[0].length).sum();
    float[] all = new float[size];
    int end = 0;
    for (float[][] sequence : logits) {
      for (float[] row : sequence) {
        System.arraycopy(row, 0, all, end, row.length);
        end += row.length;
      }
    }
    return all;
  }
}
