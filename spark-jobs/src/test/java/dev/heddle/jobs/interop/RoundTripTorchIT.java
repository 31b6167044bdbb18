package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.HuggingFaceFolder;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.models.files.Weights;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model that {@code transformers} wrote for the parity tests, loaded and written again: the
 * same tensors to the byte, and {@code transformers} loads the new folder as it loads the old one.
 */
class RoundTripTorchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ORIGINALS =
      Path.of("..", "models", "src", "test", "resources", "dev", "heddle", "models", "fixtures");

  @TempDir private static Path exports;
  private static JsonNode reports;

  static List<String> models() throws IOException {
    try (Stream<Path> folders = Files.list(ORIGINALS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @BeforeAll
  static void exportAll(@TempDir Path scratch) throws Exception {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1)) {
      for (String name : models()) {
        JsonNode config = JSON.readTree(ORIGINALS.resolve(name).resolve("config.json").toFile());
        export(
            Architectures.ofModelType(config.get("model_type").textValue()), config, name, engine);
      }
    }
    reports = Python.run(scratch, "compare_exports.py", ORIGINALS, exports);
  }

  private static <S extends Record> void export(
      ArchitectureProvider<S> architecture, JsonNode config, String name, TensorEngine engine) {
    try (SafetensorsReader file = weights(ORIGINALS.resolve(name))) {
      Set<String> names =
          file.header().tensors().stream().map(TensorInfo::name).collect(Collectors.toSet());
      S settings = architecture.settled(architecture.fromHuggingFace(config), names);
      ModelRequest request =
          new ModelRequest(
              architecture.vocabulary(config),
              new ConfigReader(config).task(),
              engine,
              Precision.FP32,
              7);
      try (Model model = architecture.create(settings, request)) {
        Weights.load(file, Weights.of(model), engine, Weights.Extras.REFUSE);
        new HuggingFaceFolder(
                Weights.tensors(Weights.of(model)),
                architecture.toHuggingFace(settings, model.vocabulary(), model.task()),
                Optional.empty(),
                Optional.empty())
            .writeInto(HadoopStorage.local(), Quickstart.uri(exports.resolve(name)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void tensorsAreTheSameToTheByte(String name) {
    assertThat(tensors(exports.resolve(name))).isEqualTo(tensors(ORIGINALS.resolve(name)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void transformersLoadsItWithoutAWordAndComputesTheSame(String name) throws IOException {
    JsonNode original = JSON.readTree(ORIGINALS.resolve(name).resolve("config.json").toFile());
    JsonNode report = reports.get(name);
    assertThat(report.get("warnings")).isEmpty();
    assertThat(report.get("class")).isEqualTo(original.get("architectures").get(0));
    assertThat(report.get("distance").doubleValue()).isZero();
  }

  /** The bytes of each tensor by its name, type and shape. */
  private static Map<String, ByteBuffer> tensors(Path folder) {
    try (SafetensorsReader file = weights(folder)) {
      Map<String, ByteBuffer> tensors = new TreeMap<>();
      for (TensorInfo info : file.header().tensors()) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(info.bytes()));
        file.read(info.name(), bytes);
        tensors.put("%s %s %s".formatted(info.name(), info.type(), info.shape()), bytes.flip());
      }
      return tensors;
    }
  }

  private static SafetensorsReader weights(Path folder) {
    return SafetensorsReader.open(
        HadoopStorage.local(), Quickstart.uri(folder.resolve("model.safetensors")));
  }
}
