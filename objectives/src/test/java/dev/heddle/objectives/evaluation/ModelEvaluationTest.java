package dev.heddle.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.data.rows.RowFiles;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.masked.MaskedLmSettings;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEvaluationTest {

  private static final Task CLASSES =
      new Task.SequenceClassification(List.of("cloth", "loom", "yarn"));

  private static TensorEngine engine;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"causal", "opening"})
  void perplexityIsThatOfPytorchAtEveryLengthAndStride(String tokenizer) {
    JsonNode expected = new TinyFolder(tokenizer).expected();
    List<String> rows = texts(expected);
    assertThat(expected.path("windows")).hasSize(4);
    for (JsonNode one : expected.path("windows")) {
      double nats = one.path("nats").asDouble();
      Map<String, Double> found =
          causal(tokenizer, rows, one.path("max_length").asInt(), one.path("stride").asInt(), 64);
      assertThat(Math.log(found.get("eval_perplexity")))
          .as("%s", one)
          .isCloseTo(nats / one.path("tokens").asLong(), within(1e-5));
      assertThat(found.get("eval_bits_per_byte"))
          .isCloseTo(nats / Math.log(2) / expected.path("bytes").asLong(), within(1e-5));
      assertThat(found.get("eval_samples")).isEqualTo(14);
    }
  }

  @Test
  void neitherTheOrderOfRowsNorTheBatchChangesAPerplexity() {
    List<String> rows = texts(new TinyFolder("causal").expected());
    double one = causal("causal", rows, 8, 4, 64).get("eval_perplexity");
    assertThat(causal("causal", shuffled(rows), 8, 4, 64).get("eval_perplexity"))
        .isCloseTo(one, within(1e-5 * one));
    assertThat(causal("causal", rows, 8, 4, 1).get("eval_perplexity"))
        .isCloseTo(one, within(1e-5 * one));
    assertThat(causal("causal", rows, 8, 4, 100_000).get("eval_perplexity"))
        .isCloseTo(one, within(1e-5 * one));
  }

  @Test
  void classesAreThoseOfPytorch() {
    JsonNode expected = new TinyFolder("classifier").expected();
    List<Integer> chosen =
        Expected.items(expected.path("chosen")).stream().map(JsonNode::asInt).toList();
    assertThat(chosen).contains(0, 1, 2);
    assertThat(classify(expected, chosen.stream().map(String::valueOf).toList()))
        .containsEntry("eval_accuracy", 1.0)
        .containsEntry("eval_f1_macro", 1.0)
        .containsEntry("eval_f1_micro", 1.0);
  }

  @Test
  void wrongLabelsCostWhatTheyShould() {
    // The first of the examples has another label, by name.
    JsonNode expected = new TinyFolder("classifier").expected();
    List<String> names = List.of("cloth", "loom", "yarn");
    List<String> labels = new ArrayList<>();
    expected.path("chosen").forEach(number -> labels.add(names.get(number.asInt())));
    int first = expected.path("chosen").path(0).asInt();
    int other = (first + 1) % 3;
    long chosenFirst = labels.stream().filter(names.get(first)::equals).count();
    long chosenOther = labels.stream().filter(names.get(other)::equals).count();
    labels.set(0, names.get(other));
    double f1First = 2.0 * (chosenFirst - 1) / (2 * chosenFirst - 1);
    double f1Other = 2.0 * chosenOther / (2 * chosenOther + 1);
    Map<String, Double> found = classify(expected, labels);
    assertThat(found.get("eval_accuracy")).isCloseTo(29.0 / 30, within(1e-12));
    assertThat(found.get("eval_f1_micro")).isCloseTo(29.0 / 30, within(1e-12));
    assertThat(found.get("eval_f1_macro")).isCloseTo((f1First + f1Other + 1) / 3, within(1e-12));
  }

  @Test
  void aLabelThatTheModelLacksIsRefusedByItsRow() {
    JsonNode expected = new TinyFolder("classifier").expected();
    List<String> labels = new ArrayList<>(Collections.nCopies(30, "1"));
    labels.set(2, "silk");
    assertThatThrownBy(() -> classify(expected, labels))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("Cannot evaluate: file=")
        .hasMessageEndingWith(
            "rows.jsonl line=3 label=silk; must be one of cloth, loom, yarn, or a number from 0 to"
                + " 2; correct the row");
    labels.set(2, "3");
    assertThatThrownBy(() -> classify(expected, labels)).hasMessageContaining("label=3; must be ");
  }

  @Test
  void answersAreThoseOfPytorchInAnyOrderAndBatch() {
    JsonNode expected = new TinyFolder("opening").expected();
    List<String> answers =
        new ArrayList<>(
            Expected.items(expected.path("answers")).stream().map(JsonNode::asText).toList());
    assertThat(answers).hasSize(14);
    assertThat(answer(texts(expected), answers, 64)).containsEntry("eval_exact_match", 1.0);
    assertThat(answer(texts(expected), answers, 1)).containsEntry("eval_exact_match", 1.0);
    answers.set(3, "heddle " + answers.get(3));
    Map<String, Double> found = answer(shuffled(texts(expected)), shuffled(answers), 100_000);
    assertThat(found.get("eval_exact_match")).isCloseTo(13.0 / 14, within(1e-12));
    // One word more: F of an answer of n words goes from 1 to 2n / (2n + 1); without words it is 0.
    double rouge = 0;
    for (int i = 0; i < 14; i++) {
      int words =
          (int) Stream.of(answers.get(i).split("[^a-z]+")).filter(w -> !w.isEmpty()).count();
      rouge += words == 0 ? 0 : i == 3 ? 2.0 * (words - 1) / (2 * words - 1) : 1;
    }
    assertThat(found.get("eval_rouge_l")).isCloseTo(rouge / 14, within(1e-12));
  }

  /** As the generation settings beside a model may name several. */
  @Test
  void anAnswerEndsByAnyOfTheEndTokens() {
    JsonNode expected = new TinyFolder("opening").expected();
    List<String> whole =
        Expected.items(expected.path("answers")).stream().map(JsonNode::asText).toList();
    String end = "y";
    List<String> cut = whole.stream().map(answer -> answer.split(end, 2)[0].strip()).toList();
    assertThat(cut).isNotEqualTo(whole).anyMatch(answer -> !answer.isEmpty());
    assertThat(answer(texts(expected), cut, end, 64)).containsEntry("eval_exact_match", 1.0);
  }

  @Test
  void aPromptWithoutRoomForAnAnswerIsRefused() {
    assertThatThrownBy(() -> answer(List.of("a".repeat(64)), List.of("b"), 64))
        .isInstanceOf(EvaluationException.class)
        .hasMessageEndingWith(
            "rows.jsonl line=1; its prompt has 65 tokens; must have from 1 to 63, which leave room"
                + " for an answer; shorten it or leave the row out");
  }

  @Test
  void masksAreTheSameInAnyOrderAndBatch() {
    List<String> rows = texts(new TinyFolder("classifier").expected());
    double one = masked(rows, 64);
    assertThat(one).isBetween(0.0, 1.0);
    assertThat(masked(shuffled(rows), 64)).isEqualTo(one);
    assertThat(masked(rows, 1)).isEqualTo(one);
    assertThat(masked(rows, 100_000)).isEqualTo(one);
  }

  @Test
  void whatTheModelCannotComputeIsRefusedWithTheChoices() {
    try (Model model = new TinyFolder("masked").model(Task.LANGUAGE_MODELLING, engine);
        Tokenizer tokenizer = new TinyFolder("masked").tokenizer()) {
      EvaluationSettings settings =
          settings(List.of("masked_accuracy", "perplexity", "accuracy"), Optional.empty(), 8, 64);
      assertThatThrownBy(() -> run(model, tokenizer, settings, rows(List.of("a"), List.of())))
          .isInstanceOf(EvaluationException.class)
          .hasMessage(
              "Cannot evaluate: evaluation.metrics=[masked_accuracy, perplexity, accuracy]; the"
                  + " model is of type bert and computes masked_accuracy, but perplexity needs a"
                  + " causal language model, accuracy needs a sequence classifier of two classes or"
                  + " more; choose from what it computes or another model");
    }
  }

  @Test
  void nothingToScoreIsRefused() {
    assertThatThrownBy(() -> causal("causal", List.of(), 8, 4, 64))
        .hasMessageEndingWith("it has no rows; name a file with examples");
    assertThatThrownBy(() -> causal("causal", List.of("a", ""), 8, 4, 64))
        .hasMessageStartingWith("Cannot compute perplexity: evaluation.path=")
        .hasMessageEndingWith("; no text has two tokens or more; name longer texts");
    assertThatThrownBy(() -> causal("causal", List.of("a"), 65, 4, 64))
        .hasMessage(
            "Cannot evaluate: evaluation.max_length=65; the model takes at most 64 tokens; lower"
                + " it");
    assertThatThrownBy(() -> masked(List.of("", ""), 64))
        .hasMessageEndingWith("; no text has a token; name other texts");
  }

  private Map<String, Double> causal(
      String tokenizerName, List<String> rows, int maxLength, int stride, int batchTokens) {
    try (Model model = new TinyFolder("causal").model(Task.LANGUAGE_MODELLING, engine);
        Tokenizer tokenizer = new TinyFolder(tokenizerName).tokenizer()) {
      return run(
          model,
          tokenizer,
          settings(List.of("perplexity"), Optional.of(maxLength), stride, batchTokens),
          rows(rows, List.of()));
    }
  }

  private Map<String, Double> classify(JsonNode expected, List<String> labels) {
    try (Model model = new TinyFolder("classifier").model(CLASSES, engine);
        Tokenizer tokenizer = new TinyFolder("classifier").tokenizer()) {
      return run(
          model,
          tokenizer,
          settings(List.of("accuracy", "f1_macro", "f1_micro"), Optional.empty(), 1, 64),
          rows(texts(expected), labels));
    }
  }

  private Map<String, Double> answer(List<String> prompts, List<String> answers, int batchTokens) {
    return answer(prompts, answers, "", batchTokens);
  }

  /** With {@code end} as one more token that ends a text, if there is one. */
  private Map<String, Double> answer(
      List<String> prompts, List<String> answers, String end, int batchTokens) {
    try (Model model = new TinyFolder("causal").model(Task.LANGUAGE_MODELLING, engine);
        Tokenizer tokenizer = new TinyFolder("opening").tokenizer()) {
      return run(
          model,
          tokenizer,
          Arrays.stream(tokenizer.encode(end)).boxed().toList(),
          settings(List.of("exact_match", "rouge_l"), Optional.empty(), 1, batchTokens),
          rows("prompt", prompts, "answer", answers));
    }
  }

  private double masked(List<String> rows, int batchTokens) {
    try (Model model = new TinyFolder("masked").model(Task.LANGUAGE_MODELLING, engine);
        Tokenizer tokenizer = new TinyFolder("masked").tokenizer()) {
      return run(
              model,
              tokenizer,
              settings(List.of("masked_accuracy"), Optional.of(20), 1, batchTokens),
              rows(rows, List.of()))
          .get("eval_masked_accuracy");
    }
  }

  private static Map<String, Double> run(
      Model model, Tokenizer tokenizer, EvaluationSettings settings, RowFiles rows) {
    return run(model, tokenizer, List.of(), settings, rows);
  }

  private static Map<String, Double> run(
      Model model,
      Tokenizer tokenizer,
      List<Integer> ends,
      EvaluationSettings settings,
      RowFiles rows) {
    return new ModelEvaluation(
            new Subject(model, tokenizer, ends, settings, MaskedLmSettings.standard()), rows)
        .run();
  }

  private EvaluationSettings settings(
      List<String> metrics, Optional<Integer> maxLength, int stride, int batchTokens) {
    return new EvaluationSettings(
        folder.resolve("rows.jsonl").toString(),
        metrics,
        Optional.empty(),
        "text",
        "prompt",
        "answer",
        "label",
        maxLength,
        Optional.of(stride),
        12,
        batchTokens);
  }

  private RowFiles rows(List<String> texts, List<String> labels) {
    return rows("text", texts, "label", labels);
  }

  /** A file with a column, and another one if there are values for it. */
  private RowFiles rows(String name, List<String> values, String more, List<String> others) {
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      ObjectNode row = json.createObjectNode().put(name, values.get(i));
      lines.append(others.isEmpty() ? row : row.put(more, others.get(i))).append('\n');
    }
    try {
      // A file without content is no file of examples; a blank line is content, but no row.
      Path file = Files.writeString(folder.resolve("rows.jsonl"), lines + "\n");
      return RowFiles.find(HadoopStorage.local(), file.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> texts(JsonNode expected) {
    return Expected.items(expected.path("texts")).stream().map(JsonNode::asText).toList();
  }

  private static List<String> shuffled(List<String> rows) {
    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    return shuffled;
  }
}
