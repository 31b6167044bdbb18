package dev.heddle.objectives.denoising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.layers.Parameter;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradients of denoised texts are PyTorch's: what {@code make_fixtures.py} wrote. */
class DenoisingParityTest {

  private static final int END = 1;
  private static final SpanDenoiser DENOISER =
      new SpanDenoiser(
          new SpanRule(0.3, 2),
          NoiseMask.Roll.NEVER,
          new Sentinels(IntStream.range(0, 10).map(i -> 59 - i).toArray()));

  private static JsonNode expected;
  private static TensorEngine engine;

  @BeforeAll
  static void start() throws IOException {
    try (InputStream content = DenoisingParityTest.class.getResourceAsStream("expected.json")) {
      expected = new ObjectMapper().readTree(content);
    }
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"t5", "llama"})
  void lossAndGradientsArePyTorchs(String folder) throws Exception {
    JsonNode wanted = expected.get(folder);
    try (Model model = load(folder)) {
      LossSums sums = train(model);

      long count = IntStream.range(0, 4).mapToLong(i -> ids("targets", i).length + 1).sum();
      assertThat(sums.losses().get("denoising").count()).isEqualTo(count);
      assertThat(sums.losses().get("denoising").total())
          .isCloseTo(wanted.get("loss").asDouble(), within(1e-4));
      assertThat(sums.metrics().get("accuracy").total())
          .isEqualTo(wanted.get("correct").asDouble());
      for (Parameter parameter : model.parameters()) {
        assertThat(gradient(parameter))
            .as(parameter.name())
            .containsExactly(floats(wanted.get("gradients").get(parameter.name())), within(2e-4f));
      }
    }
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private static LossSums train(Model model) {
    TokenizerInfo tokenizer = TestTokenizers.with(List.of("</s>"), TestTokenizers.ofSize(END));
    Denoising objective =
        new Denoising(
            "denoising",
            LanguageModel.class,
            tokenizer,
            Documents.JOINED,
            (tokens, random) -> {
              throw new AssertionError("the texts are denoised already");
            });
    DenoisingBatch batch = new DenoisingBatch("denoising", List.of(), texts());
    try (GradientMode recording = engine.autograd().recording();
        Scope scope = engine.scope()) {
      Backward backward = (name, sum) -> engine.autograd().backward(sum, scope.scalar(1));
      return objective.step(batch, new Step(model, scope, backward));
    }
  }

  private static List<Denoised> texts() {
    List<Denoised> texts = new ArrayList<>();
    for (int i = 0; i < expected.get("texts").size(); i++) {
      int[] noise = ids("noise", i);
      boolean[] mask = new boolean[noise.length];
      IntStream.range(0, noise.length).forEach(place -> mask[place] = noise[place] == 1);
      Denoised text = DENOISER.of(ids("texts", i), mask);
      assertThat(text.source()).isEqualTo(ids("sources", i));
      assertThat(text.target()).isEqualTo(ids("targets", i));
      texts.add(text);
    }
    return texts;
  }

  private static Model load(String folder) throws URISyntaxException {
    URI place = DenoisingParityTest.class.getResource(folder).toURI();
    ModelFolder stored = ModelFolder.open(HadoopStorage.local(), place);
    return stored.load(
        new ModelRequest(stored.vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1));
  }

  private static float[] gradient(Parameter parameter) {
    return engine.autograd().gradient(parameter.value()).map(NDArray::toFloatArray).orElseThrow();
  }

  private static int[] ids(String list, int index) {
    return StreamSupport.stream(expected.get(list).get(index).spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  private static Float[] floats(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::floatValue)
        .toArray(Float[]::new);
  }
}
