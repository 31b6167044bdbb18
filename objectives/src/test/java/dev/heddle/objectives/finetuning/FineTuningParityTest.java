package dev.heddle.objectives.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
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
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.nexttoken.NextTokenBatch;
import dev.heddle.objectives.nexttoken.TokenSequence;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Losses and gradients are those of transformers: what {@code make_fixtures.py} wrote. */
class FineTuningParityTest {

  private static JsonNode expected;
  private static TensorEngine engine;

  @BeforeAll
  static void start() throws IOException {
    try (InputStream content = FineTuningParityTest.class.getResourceAsStream("expected.json")) {
      expected = new ObjectMapper().readTree(content);
    }
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void answersAsTransformersComputesThem() throws Exception {
    check(objective(false).collate(packs(), Occasion.evaluation()), "answers");
  }

  @Test
  void wholeConversationsAsTransformersComputesThem() throws Exception {
    check(objective(true).collate(packs(), Occasion.evaluation()), "everything");
  }

  /** The readings of a conversation and its copy, as sequences of one batch. */
  @Test
  void maskedCopiesAsTransformersComputesThem() throws Exception {
    List<TokenSequence> sequences = new ArrayList<>();
    for (JsonNode chat : expected.path("conversations")) {
      int[] lossMask = ids(chat, "loss_mask");
      TokenSequence all = TokenSequence.predictingAll(ids(chat, "ids"), 0);
      sequences.add(all.keeping(row -> lossMask[row + 1] == 1));
      if (chat.has("copy_seen")) {
        int[] labels = TokenSequence.predictingAll(ids(chat, "copy_labels"), 0).labels();
        sequences.add(new TokenSequence(ids(chat, "copy_seen"), labels, 0));
      }
    }
    check(NextTokenBatch.of("sft", List.of(), sequences, Occasion.evaluation()), "copies");
  }

  /** A model that finds all of 11 tokens equally likely loses ln 11 on each. */
  @Test
  void equallyLikelyTokensLoseTheLogarithmOfTheirNumber() throws Exception {
    int[] ids = {5, 7, 2, 9, 4, 1, 3};
    TokenSequence hidden =
        TokenSequence.predictingAll(ids, 0).seeing(new int[] {5, 7, 10, 9, 4, 1, 3});
    try (Model model = load("uniform")) {
      LossSums sums =
          train(model, NextTokenBatch.of("sft", List.of(), List.of(hidden), Occasion.evaluation()));
      assertThat(sums.losses().get("sft").count()).isEqualTo(6);
      assertThat(sums.loss()).isCloseTo(2.397895, within(1e-6));
    }
  }

  /** Changing a token leaves all logits before it, and those of other sequences, as they are. */
  @Test
  void nothingSeesWhatComesLater() throws Exception {
    int[] lengths = {9, 12, 12};
    int[] ids = new int[33];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 5 + i;
    }
    int changed = 9 + 5;
    int[] other = ids.clone();
    other[changed] = 4;
    try (Model model = load("model")) {
      float[][] before = logits(model, ids, lengths);
      float[][] after = logits(model, other, lengths);
      for (int row = 0; row < ids.length; row++) {
        boolean mayDiffer = row >= changed && row < 9 + 12;
        assertThat(Arrays.equals(before[row], after[row])).as("row %d", row).isEqualTo(!mayDiffer);
      }
    }
  }

  private static float[][] logits(Model model, int[] ids, int[] lengths) {
    try (Scope scope = engine.scope()) {
      CausalLanguageModel causal = (CausalLanguageModel) model;
      int[] rows = IntStream.range(0, ids.length).toArray();
      NDArray hidden = causal.encode(new PackedTokens(ids, lengths), scope);
      float[] flat = causal.logits(hidden, rows).toFloatArray();
      int width = flat.length / ids.length;
      float[][] logits = new float[ids.length][];
      for (int row = 0; row < ids.length; row++) {
        logits[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
      }
      return logits;
    }
  }

  private static void check(NextTokenBatch batch, String name) throws Exception {
    JsonNode wanted = expected.path(name);
    try (Model model = load("model")) {
      LossSums sums = train(model, batch);
      assertThat(sums.losses().get("sft").count()).isEqualTo(wanted.path("count").asLong());
      assertThat(sums.losses().get("sft").total())
          .isCloseTo(wanted.path("sum").asDouble(), within(1e-3));
      assertThat(sums.metrics().get("accuracy").total())
          .isEqualTo(wanted.path("correct").asDouble());
      for (Parameter parameter : model.parameters()) {
        assertThat(gradient(parameter))
            .as(parameter.name())
            .containsExactly(
                floats(wanted.path("gradients").path(parameter.name())), within(2e-5f));
      }
    }
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private static LossSums train(Model model, NextTokenBatch batch) {
    double share = 1.0 / batch.counts().get("sft");
    try (GradientMode recording = engine.autograd().recording();
        Scope scope = engine.scope()) {
      Backward backward = (name, sum) -> engine.autograd().backward(sum, scope.scalar(share));
      return objective(false).step(batch, new Step(model, scope, backward));
    }
  }

  private static SupervisedFineTuning objective(boolean trainsOnInputs) {
    return new SupervisedFineTuning(
        new SupervisedFineTuningSettings(trainsOnInputs, Optional.empty()),
        TestTokenizers.ofSize(40),
        Optional.empty());
  }

  /** The first two conversations share a pack. */
  private static List<EpochSample> packs() {
    JsonNode chats = expected.path("conversations");
    return List.of(pack(0, chats.path(0), chats.path(1)), pack(1, chats.path(2)));
  }

  private static EpochSample pack(long index, JsonNode... chats) {
    int[] ids = new int[0];
    int[] lossMask = new int[0];
    int[] lengths = new int[chats.length];
    for (int i = 0; i < chats.length; i++) {
      ids = joined(ids, ids(chats[i], "ids"));
      lossMask = joined(lossMask, ids(chats[i], "loss_mask"));
      lengths[i] = chats[i].path("ids").size();
    }
    return new EpochSample(0, new PackedSample(index, ids, lengths, Map.of("loss_mask", lossMask)));
  }

  private static int[] joined(int[] one, int[] other) {
    return IntStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
  }

  private static Model load(String folder) throws URISyntaxException {
    ModelFolder stored =
        ModelFolder.open(
            HadoopStorage.local(), FineTuningParityTest.class.getResource(folder).toURI());
    return stored.load(
        new ModelRequest(stored.vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1));
  }

  private static float[] gradient(Parameter parameter) {
    return engine.autograd().gradient(parameter.value()).map(NDArray::toFloatArray).orElseThrow();
  }

  private static int[] ids(JsonNode node, String name) {
    return StreamSupport.stream(node.path(name).spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  private static Float[] floats(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::floatValue)
        .toArray(Float[]::new);
  }
}
