package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final String TABLE = "bert.embeddings.word_embeddings.weight";

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path temporary;
  private TensorEngine engine;
  private CheckpointCopy bert;

  @BeforeEach
  void start() throws IOException {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
    bert = new CheckpointCopy("bert", temporary);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void everyParameterHoldsWhatTransformersWrote() throws IOException {
    assertThat(load(bert.write())).isEqualTo(expected());
  }

  @Test
  void shardsGiveTheSameModelAsOneFile() throws IOException {
    assertThat(load(bert.writeShards(index -> {}))).isEqualTo(expected());
  }

  @Test
  void sixteenBitWeightsAreWidened() throws IOException {
    float[] exact = bert.floats(TABLE);
    ModelFolder folder = ModelFolder.open(storage, bert.store(TensorType.BF16).write());

    try (Model model = folder.load(request(folder.vocabulary()))) {
      float[] loaded = parameter(model, TABLE).value().toFloatArray();
      for (int i = 0; i < exact.length; i++) {
        // 8 significant bits: off by half of the last, 2^-8 of the value, at most, and without any
        // lower bit.
        assertThat(loaded[i]).isCloseTo(exact[i], within(Math.abs(exact[i]) / 256));
        assertThat(Float.floatToIntBits(loaded[i]) & 0xffff).isZero();
      }
    }
  }

  @Test
  void namesOfConvertedTensorflowFilesAreUnderstood() throws IOException {
    Map<String, String> expected = expected();
    bert.rename(
        name ->
            name.replace("LayerNorm.weight", "LayerNorm.gamma")
                .replace("LayerNorm.bias", "LayerNorm.beta"));
    assertThat(load(bert.write())).isEqualTo(expected);
  }

  @Test
  void aModelWithHeadsNeedsThemFromTheFile() throws IOException {
    bert.names().stream().filter(name -> name.startsWith("cls.")).forEach(bert::remove);
    bert.rename(name -> name.substring("bert.".length()));

    URI folder = bert.write();

    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining(
            "; missing: cls.predictions.bias, cls.predictions.transform.dense.weight,"
                + " cls.predictions.transform.dense.bias,"
                + " cls.predictions.transform.LayerNorm.weight,"
                + " cls.predictions.transform.LayerNorm.bias; use the config.json");
  }

  @Test
  void theBaseModelMayStandWithoutItsPrefix() throws IOException {
    Map<String, String> expected = expected();
    bert.rename(name -> name.startsWith("bert.") ? name.substring("bert.".length()) : name);
    assertThat(load(bert.write())).isEqualTo(expected);
  }

  @Test
  void buffersAndEqualCopiesOfTiedTensorsAreNoProblem() throws IOException {
    Map<String, String> expected = expected();
    bert.copy(TABLE, "cls.predictions.decoder.weight");
    bert.add(
        TensorInfo.of("bert.embeddings.position_ids", TensorType.I64, 1, 2),
        ByteBuffer.allocate(16));
    assertThat(load(bert.write())).isEqualTo(expected);
  }

  @Test
  void aTiedTensorMayBeStoredUnderItsOtherName() throws IOException {
    Map<String, String> expected = expected();
    bert.copy(TABLE, "cls.predictions.decoder.weight").remove(TABLE);
    assertThat(load(bert.write())).isEqualTo(expected);
  }

  @Test
  void tensorsThatDifferAreNotTied() throws IOException {
    TensorInfo info = TensorInfo.of("cls.predictions.decoder.weight", TensorType.F32, shape(TABLE));
    URI folder = bert.add(info, ByteBuffer.allocate((int) info.bytes())).write();

    assertThatThrownBy(() -> load(folder))
        .hasMessageContaining(
            "; tied by the config and different: cls.predictions.decoder.weight and " + TABLE);
  }

  @Test
  void allThatDoesNotFitIsToldAtOnceAndNothingIsKept() throws IOException {
    String dense = "bert.encoder.layer.0.intermediate.dense.";
    bert.remove(dense + "bias").remove("cls.predictions.bias");
    bert.add(TensorInfo.of(dense + "weight", TensorType.F32, 2, 2), ByteBuffer.allocate(16));
    bert.add(
        TensorInfo.of("bert.embeddings.LayerNorm.bias", TensorType.I32, shape1()),
        ByteBuffer.allocate(4 * (int) shape1()));
    bert.copy(dense + "weight", "bert.encoder.layer.7.intermediate.dense.weight");
    URI folder = bert.write();
    int arrays = engine.root().getManagedArrays().size();

    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageStartingWith("Cannot load model: weights=file:")
        .hasMessageContaining(temporary + "/model.safetensors; ")
        .hasMessageContaining(
            "of a type other than F32, F16 and BF16: bert.embeddings.LayerNorm.bias I32; ")
        .hasMessageContaining("of another shape: " + dense + "weight [2, 2] where [")
        .hasMessageContaining("missing: " + dense + "bias, cls.predictions.bias; ")
        .hasMessageContaining(
            "of layers that the config does not have:"
                + " bert.encoder.layer.7.intermediate.dense.weight");
    assertThat(engine.root().getManagedArrays()).hasSize(arrays);
  }

  @Test
  void addedTokensGetTheMeanOfTheOthers() throws IOException {
    ModelFolder folder = ModelFolder.open(storage, bert.write());
    int size = folder.vocabulary().size();

    try (Model model = folder.load(request(Vocabulary.of(size + 2)))) {
      float[] rows = parameter(model, TABLE).value().toFloatArray();
      int width = model.width();
      float[] stored = bert.floats(TABLE);
      assertThat(Arrays.copyOf(rows, stored.length)).containsExactly(stored);
      for (int column = 0; column < width; column++) {
        double mean = 0;
        for (int row = 0; row < size; row++) {
          mean += stored[row * width + column] / (double) size;
        }
        assertThat(rows[size * width + column]).isCloseTo((float) mean, within(1e-6f));
        assertThat(rows[(size + 1) * width + column]).isCloseTo((float) mean, within(1e-6f));
      }
      assertThat(parameter(model, "cls.predictions.bias").size()).isEqualTo(size + 2);
    }
  }

  /** Files of the base model alone have none, as older ones of the whole. */
  @Test
  void aBiasOfLogitsThatAFileLacksIsZero() throws IOException {
    CheckpointCopy bart = new CheckpointCopy("bart", temporary);
    float[] table = bart.floats("model.shared.weight");
    bart.remove("final_logits_bias").rename(name -> name.substring("model.".length()));
    ModelFolder folder = ModelFolder.open(storage, bart.write());

    try (Model model = folder.load(request(folder.vocabulary()))) {
      assertThat(parameter(model, "final_logits_bias").value().toFloatArray())
          .hasSize(folder.vocabulary().size())
          .containsOnly(0);
      assertThat(parameter(model, "model.shared.weight").value().toFloatArray())
          .containsExactly(table);
    }
  }

  @Test
  void rowsAreNeverTakenAway() throws IOException {
    ModelFolder folder = ModelFolder.open(storage, bert.write());
    assertThatThrownBy(() -> folder.load(request(Vocabulary.of(5))))
        .hasMessageStartingWith("Cannot load model: vocabulary=5; the stored model has ");
  }

  @Test
  void keysThatNobodyReadsAreNamed() throws IOException {
    URI folder =
        bert.config(config -> config.put("bow_temperature", 2).put("_name_or_path", "x")).write();
    assertThat(ModelFolder.open(storage, folder).config().ignoredKeys())
        .contains("bow_temperature")
        .doesNotContain("hidden_size", "model_type", "_name_or_path", "vocab_size");
  }

  @Test
  void foldersWithoutAUsableConfigAreRefused() throws IOException {
    assertThatThrownBy(() -> ModelFolder.open(storage, temporary.resolve("nowhere").toUri()))
        .hasMessageStartingWith("Cannot open model: folder=")
        .hasMessageContaining("; no folder is there; ");
    assertThatThrownBy(() -> ModelFolder.open(storage, temporary.toUri()))
        .hasMessageContaining("; it holds no config.json; ");
    refuses("{\"model_type\": ", "; it is not JSON: Unexpected end-of-input");
    refuses("[]", "; it holds no JSON object; ");
    refuses("{\"a\": 1, \"a\": 2}", "Duplicate field 'a'");
    refuses("{}", "model_type=; choices are ");
    refuses("{\"model_type\": \"bertha\"}", "model_type=bertha; choices are bart, bert, ");
    refuses("{\"model_type\": \"bert\", \"hidden_size\": \"x\", \"vocab_size\": 5}", "hidden_size");
    refuses("{\"model_type\": \"bert\"}", "Cannot describe a vocabulary: size=0");
  }

  private void refuses(String config, String problem) throws IOException {
    Files.writeString(temporary.resolve("config.json"), config);
    assertThatThrownBy(() -> ModelFolder.open(storage, temporary.toUri()))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("config.json; ")
        .hasMessageContaining(problem);
  }

  @Test
  void aConfigThatContradictsTheWeightsIsRefused() throws IOException {
    URI folder = bert.config(config -> config.put("num_hidden_layers", 1)).write();
    assertThatThrownBy(() -> load(folder))
        .hasMessageContaining(
            "; of layers that the config does not have:"
                + " bert.encoder.layer.1.attention.output.LayerNorm.bias, ");
  }

  @Test
  void aFolderWithoutWeightsIsRefused() throws IOException {
    URI folder = bert.write();
    Files.delete(temporary.resolve("model.safetensors"));
    assertThatThrownBy(() -> load(folder))
        .hasMessageContaining(
            "; it holds neither model.safetensors nor model.safetensors.index.json; ");
  }

  private Map<String, String> load(URI folder) {
    ModelFolder opened = ModelFolder.open(storage, folder);
    try (Model model = opened.load(request(opened.vocabulary()))) {
      Map<String, String> values = new HashMap<>();
      model
          .parameters()
          .forEach(p -> values.put(p.name(), Arrays.toString(p.value().toFloatArray())));
      return values;
    }
  }

  private ModelRequest request(Vocabulary vocabulary) {
    return new ModelRequest(vocabulary, Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1);
  }

  /** The values in the copied file, as text, by name. */
  private Map<String, String> expected() {
    Map<String, String> values = new HashMap<>();
    bert.names().forEach(name -> values.put(name, Arrays.toString(bert.floats(name))));
    return values;
  }

  private static Parameter parameter(Model model, String name) {
    return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private long[] shape(String tensor) {
    return new long[] {bert.floats(tensor).length / shape1(), shape1()};
  }

  private long shape1() {
    return bert.config().path("hidden_size").asInt();
  }
}
