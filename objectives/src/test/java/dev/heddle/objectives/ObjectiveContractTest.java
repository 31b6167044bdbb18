package dev.heddle.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.ndarray.NDArray;
import dev.heddle.configs.ConfigException;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.ChatForm;
import dev.heddle.data.examples.PairForm;
import dev.heddle.data.examples.TokenLabelForm;
import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.Model;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every objective must keep, with its default settings, on a tiny model: a new one is tested
 * by being registered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectiveContractTest {

  private static final Occasion TRAINING = Occasion.training(3, 0.5);

  @TempDir Path folder;
  private TinyModels models;

  @BeforeAll
  void start() {
    models = new TinyModels();
  }

  @AfterAll
  void stop() {
    models.close();
  }

  static Stream<ObjectiveProvider<?>> providers() {
    return ServiceLoader.load(ObjectiveProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .map(provider -> (ObjectiveProvider<?>) provider);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void lossesAreFiniteAndNamed(ObjectiveProvider<?> provider) {
    checkLosses(models.objective(provider, folder), provider.examples());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theSameSeedGivesTheSameBatchAndLoss(ObjectiveProvider<?> provider) {
    checkPurity(models.objective(provider, folder), provider.examples());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void severalMicroBatchesGiveTheGradientOfOne(ObjectiveProvider<?> provider) {
    checkMicroBatches(models.objective(provider, folder), provider.examples());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void oneTokenAndNothingButSpecialsDoNoHarm(ObjectiveProvider<?> provider) {
    checkSmallest(models.objective(provider, folder), provider.examples());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void sequencesBeyondTheModelsLengthAreRefused(ObjectiveProvider<?> provider) {
    checkTooLong(models.objective(provider, folder), provider.examples());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void unknownKeysAreRefused(ObjectiveProvider<?> provider) {
    assertThatThrownBy(() -> models.settings(provider, folder, "  no_such_key: 1\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no_such_key");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatIsSavedIsAllThatWasLearnt(ObjectiveProvider<?> provider) throws IOException {
    checkSaved(models.objective(provider, folder), provider.examples());
  }

  private <B extends HostBatch> void checkLosses(Objective<B> objective, String form) {
    try (Model model = models.model(objective)) {
      LossSums sums = train(objective, model, objective.collate(samples(form, 0, 6), TRAINING));
      assertThat(sums.losses().keySet()).isEqualTo(objective.zero().losses().keySet());
      assertThat(sums.metrics().keySet()).isEqualTo(objective.zero().metrics().keySet());
      assertThat(sums.loss()).isFinite().isPositive();
      assertThat(gradients(model).values().stream().mapToDouble(ObjectiveContractTest::norm))
          .anyMatch(norm -> norm > 0)
          .allMatch(Double::isFinite);
    }
  }

  private <B extends HostBatch> void checkPurity(Objective<B> objective, String form) {
    B one = objective.collate(samples(form, 0, 6), TRAINING);
    B again = objective.collate(samples(form, 0, 6), TRAINING);
    assertThat(again.contents()).usingRecursiveComparison().isEqualTo(one.contents());
    assertThat(again.counts()).isEqualTo(one.counts());
    try (Model model = models.model(objective)) {
      assertThat(evaluate(objective, model, again)).isEqualTo(evaluate(objective, model, one));
    }
  }

  private <B extends HostBatch> void checkMicroBatches(Objective<B> objective, String form) {
    assumeFalse(objective.comparesSamples(), "its batches are more than their samples");
    B whole = objective.collate(samples(form, 0, 6), TRAINING);
    List<B> parts = // as four workers have them
        List.of(
            objective.collate(samples(form, 0, 1), TRAINING),
            objective.collate(samples(form, 1, 3), TRAINING),
            objective.collate(samples(form, 3, 4), TRAINING),
            objective.collate(samples(form, 4, 6), TRAINING));
    try (Model one = models.model(objective);
        Model other = models.model(objective)) {
      LossSums sums = train(objective, one, List.of(whole));
      LossSums summed = train(objective, other, parts);
      assertThat(summed.loss()).isCloseTo(sums.loss(), within(1e-5));
      Map<String, float[]> expected = gradients(one);
      gradients(other)
          .forEach(
              (name, found) ->
                  assertThat(found).as(name).containsExactly(expected.get(name), within(1e-5f)));
    }
  }

  private <B extends HostBatch> void checkSmallest(Objective<B> objective, String form) {
    try (Model model = models.model(objective)) {
      B oneToken = objective.collate(List.of(use(form, 0, 9)), TRAINING);
      assertThat(train(objective, model, oneToken).loss()).isFinite();
      B specials =
          objective.collate(
              List.of(use(form, 0, TestTokenizers.CLS, TestTokenizers.SEP)), TRAINING);
      assertThat(train(objective, model, specials).loss()).isFinite();
    }
  }

  private <B extends HostBatch> void checkSaved(Objective<B> objective, String form)
      throws IOException {
    B batch = objective.collate(samples(form, 0, 6), Occasion.evaluation());
    Path file = folder.resolve("saved.safetensors");
    LossSums saved;
    TinyModels.Opened first = models.open(objective, 5);
    try (Model model = first.model()) {
      saved = evaluate(objective, model, batch);
      first.write(file);
    }
    TinyModels.Opened other = models.open(objective, 6);
    try (Model model = other.model()) {
      assertThat(evaluate(objective, model, batch)).isNotEqualTo(saved);
      other.read(file);
      assertThat(evaluate(objective, model, batch)).isEqualTo(saved);
    }
  }

  private <B extends HostBatch> void checkTooLong(Objective<B> objective, String form) {
    // Twice, since some objectives take tokens out before the model sees the rest.
    int[] ids = IntStream.range(0, 2 * TinyModels.MAX_LENGTH).map(i -> 9).toArray();
    try (Model model = models.model(objective)) {
      B batch = objective.collate(List.of(use(form, 0, ids)), TRAINING);
      assertThatThrownBy(() -> train(objective, model, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(TinyModels.MAX_LENGTH));
    }
  }

  private static <B extends HostBatch> LossSums train(
      Objective<B> objective, Model model, B batch) {
    return train(objective, model, List.of(batch));
  }

  /** Accumulates the gradient of all batches, normalised by their common counts. */
  @SuppressWarnings("try") // recording is open for its duration, never named
  private static <B extends HostBatch> LossSums train(
      Objective<B> objective, Model model, List<B> batches) {
    Map<String, Long> counts = new HashMap<>();
    batches.forEach(
        batch -> batch.counts().forEach((name, count) -> counts.merge(name, count, Long::sum)));
    LossSums sums = objective.zero();
    try (GradientMode recording = model.engine().autograd().recording()) {
      for (B batch : batches) {
        try (Scope scope = model.engine().scope()) {
          Backward backward =
              (name, sum) ->
                  model
                      .engine()
                      .autograd()
                      .backward(sum, scope.scalar(1.0 / Math.max(1, counts.get(name))));
          sums = sums.plus(objective.step(batch, new Step(model, scope, backward)));
        }
      }
    }
    return sums;
  }

  private static <B extends HostBatch> LossSums evaluate(
      Objective<B> objective, Model model, B batch) {
    try (Scope scope = model.engine().scope()) {
      return objective.step(batch, new Step(model, scope, Backward.NONE));
    }
  }

  private static Map<String, float[]> gradients(Model model) {
    Map<String, float[]> gradients = new HashMap<>();
    model
        .parameters()
        .forEach(
            parameter ->
                model
                    .engine()
                    .autograd()
                    .gradient(parameter.value())
                    .map(NDArray::toFloatArray)
                    .ifPresent(values -> gradients.put(parameter.name(), values)));
    return gradients;
  }

  private static double norm(float[] values) {
    return Math.sqrt(
        IntStream.range(0, values.length).mapToDouble(i -> values[i] * (double) values[i]).sum());
  }

  private static List<EpochSample> samples(String form, int from, int to) {
    List<EpochSample> samples = new ArrayList<>();
    for (int index = from; index < to; index++) {
      int start = index;
      int[] ids = IntStream.range(0, 8 + 3 * index).map(i -> 6 + (start + i) % 20).toArray();
      ids[0] = TestTokenizers.CLS;
      ids[ids.length - 1] = TestTokenizers.SEP;
      samples.add(use(form, index, ids));
    }
    return samples;
  }

  private static EpochSample use(String form, long index, int... ids) {
    return form.equals(PairForm.NAME) ? pair(index, ids) : use(index, ids);
  }

  /** A query, the same tokens backwards, and other tokens as a hard negative. */
  private static EpochSample pair(long index, int... ids) {
    int[] all = new int[3 * ids.length];
    for (int i = 0; i < ids.length; i++) {
      all[i] = ids[i];
      all[2 * ids.length - 1 - i] = ids[i];
      all[2 * ids.length + i] = ids[i] + 1;
    }
    int[] lengths = {ids.length, ids.length, ids.length};
    int[] content = {(int) index, 1, (int) index, 2, (int) index, 3};
    Map<String, int[]> columns =
        Map.of(PairForm.PROMPT_LENGTHS, new int[3], PairForm.CONTENT, content);
    return new EpochSample(0, new PackedSample(index, all, lengths, columns));
  }

  private static int[] tokenLabels(int... ids) {
    return Arrays.stream(ids)
        .map(id -> id <= TestTokenizers.SEP ? TokenLabelForm.UNSCORED : id % 2)
        .toArray();
  }

  private static EpochSample use(long index, int... ids) {
    int[] length = {ids.length};
    int[] label = {(int) (index % 2)};
    int[] allLearnt = new int[ids.length];
    Arrays.fill(allLearnt, 1);
    Map<String, int[]> columns =
        Map.of(
            ExampleBuilder.LABELS,
            label,
            ExampleBuilder.PAIR_STARTS,
            length,
            ChatForm.LOSS_MASK,
            allLearnt,
            TokenLabelForm.LABELS,
            tokenLabels(ids));
    return new EpochSample(0, new PackedSample(index, ids, length, columns));
  }
}
