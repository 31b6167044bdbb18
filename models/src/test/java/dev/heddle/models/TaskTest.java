package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.storage.HadoopStorage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of other tasks than that of their files. */
class TaskTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dev/heddle/models/fixtures");
  private static final List<String> LABELS = List.of("red", "green", "blue");

  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> visible() {
    return PytorchFixture.visible();
  }

  private static TextEncoder load(String fixture, Task task) {
    ModelFolder folder =
        ModelFolder.open(HadoopStorage.local(), FIXTURES.resolve(fixture).toAbsolutePath().toUri());
    ModelRequest request = new ModelRequest(folder.vocabulary(), task, engine, Precision.FP32, 1);
    return (TextEncoder) folder.load(request);
  }

  @ParameterizedTest
  @MethodSource("visible")
  void decodersSeeBothSidesWhereAskedTo(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    Visibility visibility = fixture.visibility().orElseThrow();
    try (TextEncoder model = load(name.split("/")[0], new Task.Embedding());
        Scope scope = engine.scope()) {
      assertThat(model).isNotInstanceOf(LanguageModel.class);
      assertThat(model.parameters()).noneMatch(p -> p.name().startsWith("lm_head"));
      float[] hidden = model.encode(fixture.tokens(), visibility, scope).toFloatArray();
      assertThat(hidden).containsExactly(fixture.expected("hidden"), offset(1e-4f));
    }
  }

  /** The last row of each text, whatever its length; nothing is scaled. */
  @Test
  void poolingFollowsTheRuleOfWhoSeesWhom() {
    PytorchFixture fixture = new PytorchFixture("llama/bidirectional");
    PackedTokens texts = fixture.tokens();
    SentencePooling pooling = new SentencePooling(Pooling.LAST, false);
    try (TextEncoder model = load("llama", new Task.Embedding());
        Scope scope = engine.scope()) {
      float[] vectors = pooling.embed(model, texts, Visibility.BIDIRECTIONAL, scope).toFloatArray();
      float[] hidden = fixture.expected("hidden");
      for (int text = 0; text < texts.lengths().length; text++) {
        int row = texts.ends()[text] * model.width();
        assertThat(Arrays.copyOfRange(vectors, text * model.width(), (text + 1) * model.width()))
            .containsExactly(Arrays.copyOfRange(hidden, row, row + model.width()), offset(1e-4f));
      }
    }
  }

  /** Files of models that predict tokens have no pooler, which embeddings do not need. */
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta"})
  void encodersNeedNoPooler(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (TextEncoder model = load(name, new Task.Embedding());
        Scope scope = engine.scope()) {
      assertThat(model.visibility()).isEqualTo(Visibility.BIDIRECTIONAL);
      assertThat(model.encode(fixture.tokens(), scope).toFloatArray())
          .containsExactly(fixture.expected("hidden"), offset(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "gpt2", "modernbert-decoder", "mixtral"})
  void aClassifierOfADecoderStartsWithANewHead(String name) {
    try (TextEncoder model = load(name, new Task.SequenceClassification(LABELS));
        Scope scope = engine.scope()) {
      PackedTokens tokens = new PytorchFixture(name).tokens();
      assertThat(model).isInstanceOf(SequenceClassifier.class);
      assertThat(model.visibility()).isEqualTo(Visibility.CAUSAL);
      assertThat(
              ((SequenceClassifier) model)
                  .sequenceLogits(model.encode(tokens, scope), tokens)
                  .getShape()
                  .getShape())
          .containsExactly(tokens.lengths().length, LABELS.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemma3", "modernbert-decoder"})
  void familiesWithoutAHeadForTokensRefuseIt(String name) {
    assertThatThrownBy(() -> load(name, new Task.TokenClassification(LABELS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot build a " + name)
        .hasMessageEndingWith(
            ": task=TokenClassification[labels=[red, green, blue]]; transformers has no such head"
                + " in this family; classify sequences, or take an encoder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "t5-encoder"})
  void encodersSeeBothSidesOnly(String name) {
    PackedTokens tokens = new PytorchFixture(name).tokens();
    try (TextEncoder model = load(name, new Task.Embedding());
        Scope scope = engine.scope()) {
      assertThatThrownBy(() -> model.encode(tokens, Visibility.CAUSAL, scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot encode a batch: visibility=causal; a token of a %s sees all of its sequence; leave it out or use a decoder"
                  .formatted(model.modelType()));
    }
  }
}
