package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every checkpoint that transformers wrote for the tests, loaded and written again in each stored
 * type: the same bytes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dev/heddle/models/fixtures");

  private final Storage storage = HadoopStorage.local();
  private TensorEngine engine;

  @BeforeAll
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  static List<String> fixtures() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theSameBytesComeOut(String fixture, @TempDir Path temporary) throws IOException {
    for (TensorType type : List.of(TensorType.F32, TensorType.BF16, TensorType.F16)) {
      Path in = Files.createDirectory(temporary.resolve("in-" + type));
      URI source = new CheckpointCopy(fixture, in).store(type).write();
      Path out = temporary.resolve("out-" + type);

      write(source, type, out.toUri());

      assertThat(out.resolve("model.safetensors"))
          .as("%s", type)
          .hasSameBinaryContentAs(in.resolve("model.safetensors"));
      assertThat(settings(out.toUri())).isEqualTo(settings(source));
      assertThat(architecture(out.toUri())).isEqualTo(architecture(source));
    }
  }

  private Record settings(URI uri) {
    ModelFolder folder = ModelFolder.open(storage, uri);
    try (StoredTensors weights = folder.weights()) {
      return folder.config().settledBy(weights).settings();
    }
  }

  /** The class of transformers that loads a folder. */
  private String architecture(URI uri) {
    return ModelFolder.open(storage, uri).config().json().path("architectures").toString();
  }

  private void write(URI source, TensorType type, URI target) {
    ModelFolder folder = ModelFolder.open(storage, source);
    ModelRequest request =
        new ModelRequest(folder.vocabulary(), folder.config().task(), engine, Precision.FP32, 1);
    try (Model model = folder.load(request)) {
      List<NamedTensor> weights =
          Weights.tensors(Weights.of(model)).stream().map(tensor -> tensor.as(type)).toList();
      new HuggingFaceFolder(
              weights, config(folder.config(), model), Optional.empty(), Optional.empty())
          .writeInto(storage, target);
    }
  }

  private static <S extends Record> ObjectNode config(ModelConfig<S> config, Model model) {
    return config
        .architecture()
        .toHuggingFace(
            config.architecture().settingsType().cast(model.settings()),
            model.vocabulary(),
            model.task());
  }
}
