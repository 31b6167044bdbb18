package dev.heddle.objectives.distillation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.configs.Choice;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.shard.Split;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.FloatFormats;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.Weights;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TeacherColumns;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.causal.CausalLmProvider;
import dev.heddle.objectives.causal.CausalLmSettings;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.StreamSupport;

/** What {@code make_distillation.py} wrote. */
final class Fixture {
  static final Storage STORAGE = HadoopStorage.local();

  private static final JsonNode EXPECTED = read("expected.json");

  private Fixture() {}

  /** Every case. */
  static List<JsonNode> cases() {
    return StreamSupport.stream(EXPECTED.path("cases").spliterator(), false).toList();
  }

  /** A folder with a model, or a file. */
  static URI place(String name) {
    try {
      return Fixture.class.getResource(name).toURI();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A stored model, which learns; the caller closes it. */
  static LanguageModel model(String name, TensorEngine engine) {
    ModelFolder folder = ModelFolder.open(STORAGE, place(name));
    return (LanguageModel)
        folder.load(
            new ModelRequest(
                folder.vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1));
  }

  /** The gradients; the caller closes them. */
  static SafetensorsReader gradients() {
    return SafetensorsReader.open(STORAGE, place("gradients.safetensors"));
  }

  /** The samples. */
  static List<EpochSample> samples() {
    List<EpochSample> samples = new ArrayList<>();
    for (JsonNode pack : EXPECTED.path("packs")) {
      int[] lengths = ints(pack, JsonNode::size);
      List<Integer> ids = new ArrayList<>();
      pack.forEach(sequence -> sequence.forEach(id -> ids.add(id.asInt())));
      int[] tokens = ids.stream().mapToInt(Integer::intValue).toArray();
      samples.add(new EpochSample(0, new PackedSample(samples.size(), tokens, lengths)));
    }
    return samples;
  }

  /** The samples with what a case keeps of the teacher. */
  static List<EpochSample> samplesWithAnswers(JsonNode one) {
    List<EpochSample> with = new ArrayList<>();
    int row = 0;
    for (EpochSample use : samples()) {
      int k = one.path("ids").path(0).size();
      int[] ids = new int[use.sample().inputIds().length * k];
      int[] bits = new int[use.sample().inputIds().length * (k + 1)];
      int token = 0;
      for (int length : use.sample().sequenceLengths()) {
        for (int place = 0; place < length - 1; place++, row++) {
          answer(one, row, ids, (token + place) * k, bits, (token + place) * (k + 1));
        }
        token += length;
      }
      with.add(
          new EpochSample(
              0,
              use.sample()
                  .with(Map.of(TeacherColumns.IDS, ids, TeacherColumns.LOG_PROBABILITIES, bits))));
    }
    return with;
  }

  private static void answer(
      JsonNode one, int row, int[] ids, int idsFrom, int[] bits, int bitsFrom) {
    double rest = 1;
    int k = one.path("ids").path(row).size();
    for (int i = 0; i < k; i++) {
      ids[idsFrom + i] = one.path("ids").path(row).path(i).asInt();
      double logProbability = one.path("log_probabilities").path(row).path(i).asDouble();
      bits[bitsFrom + i] = FloatFormats.toF16((float) logProbability);
      rest -= Math.exp(logProbability);
    }
    bits[bitsFrom + k] = FloatFormats.toF16((float) Math.log(Math.max(rest, 0)));
  }

  /** The objective of a case; it is not opened yet. */
  static Distillation<?> objective(JsonNode one) {
    String teacher = one.path("student").asText().equals("llama") ? "gemma2" : "llama";
    Optional<CacheSettings> cache =
        one.has("form")
            ? Optional.of(
                new CacheSettings(
                    CacheSettings.Form.valueOf(one.path("form").asText().toUpperCase(Locale.ROOT)),
                    one.path("ids").path(0).size(),
                    one.path("ids").path(0).size()))
            : Optional.empty();
    return objective(
        new DistillationSettings(
            clm(),
            new TeacherSettings(place(teacher).toString(), Precision.FP32, cache),
            one.path("temperature").asDouble(),
            Divergence.valueOf(one.path("divergence").asText().toUpperCase(Locale.ROOT)),
            one.path("beta").asDouble(),
            one.path("alpha").asDouble(),
            new HiddenSettings(one.path("hidden").asDouble())));
  }

  static Distillation<?> objective(DistillationSettings settings) {
    DistillationProvider provider = new DistillationProvider();
    Map<String, String> added =
        provider.teacherColumns(settings).map(TeacherColumns::description).orElse(Map.of());
    return (Distillation<?>) provider.create(settings, data(added));
  }

  static Choice<ObjectiveProvider<?>> clm() {
    return new Choice<>(new CausalLmProvider(), new CausalLmSettings(Optional.empty()));
  }

  /** Shards that were made with the tokenizer of both models. */
  static DataInfo data() {
    return data(Map.of());
  }

  /**
   * The same with columns of a teacher.
   *
   * @param added how they came about
   */
  static DataInfo data(Map<String, String> added) {
    String fingerprint = TokenizerFiles.read(STORAGE, place("llama")).fingerprint();
    int tokens = EXPECTED.path("tokens").asInt();
    Split nothing = Split.of(0, 0, 16, List.of());
    Manifest manifest =
        new Manifest(
            Manifest.SCHEMA_VERSION,
            "test",
            fingerprint,
            tokens,
            16,
            "none",
            SampleLayout.TEXT,
            new Manifest.Splits(nothing, nothing),
            List.of(),
            Map.of(),
            added);
    return DataInfo.of(TestTokenizers.ofSize(tokens), manifest);
  }

  private static int[] ints(JsonNode list, ToIntFunction<JsonNode> number) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(number).toArray();
  }

  /** A tensor's numbers. */
  static float[] floats(SafetensorsReader file, String tensor) {
    int size = Math.toIntExact(file.info(tensor).elements());
    ByteBuffer memory = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.nativeOrder());
    file.readFloats(tensor, 0, memory.duplicate().order(ByteOrder.nativeOrder()));
    float[] values = new float[size];
    memory.asFloatBuffer().get(values);
    return values;
  }

  /** Puts the script's projection into an objective's own layer. */
  static void fillProjection(Layer layer, TensorEngine engine) {
    Parameter projection = layer.parameters().get(0);
    try (SafetensorsReader file = gradients()) {
      Weights.load(
          file, Map.of(projection.name(), projection.value()), engine, Weights.Extras.SKIP);
    }
  }

  private static JsonNode read(String name) {
    try (InputStream content = Fixture.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
