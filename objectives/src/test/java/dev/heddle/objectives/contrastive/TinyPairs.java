package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.configs.RunFile;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.PairForm;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.llama.LlamaProvider;
import dev.heddle.models.llama.LlamaSettings;
import dev.heddle.models.modernbert.ModernBertProvider;
import dev.heddle.models.modernbert.ModernBertSettings;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.Workplace;
import dev.heddle.objectives.contrastive.ContrastiveSettings.Attention;
import dev.heddle.objectives.contrastive.ContrastiveSettings.HardNegatives;
import dev.heddle.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A model of a few thousand parameters and pairs of a few tokens, for one worker. */
final class TinyPairs implements AutoCloseable {

  static final int VOCABULARY = 40;

  private static final String SIZES =
      """
      hidden_size: 16
      intermediate_size: 24
      num_hidden_layers: 2
      num_attention_heads: 2
      max_position_embeddings: 32
      """;

  private static final String DROPOUT =
      """
      embedding_dropout: 0.1
      attention_dropout: 0.2
      mlp_dropout: 0.3
      """;

  final TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
  final TextEncoder model;
  final Contrastive objective;
  private final List<Parameter> parameters;

  /** What a step came to: sums, and the gradient of every parameter. */
  record Learnt(LossSums sums, Map<String, float[]> gradients) {

    /** Both added up, as trainers do over workers. */
    static Learnt sum(List<Learnt> parts) {
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (Learnt part : parts) {
        part.gradients.forEach(
            (name, values) -> gradients.merge(name, values.clone(), Learnt::add));
      }
      LossSums sums = parts.stream().map(Learnt::sums).reduce(LossSums::plus).orElseThrow();
      return new Learnt(sums, gradients);
    }

    private static float[] add(float[] to, float[] values) {
      for (int i = 0; i < to.length; i++) {
        to[i] += values[i];
      }
      return to;
    }
  }

  private TinyPairs(
      Function<ModelRequest, TextEncoder> maker, ContrastiveSettings settings, Peers peers) {
    ModelRequest request =
        new ModelRequest(
            Vocabulary.of(VOCABULARY), new Task.Embedding(), engine, Precision.FP32, 5);
    this.model = maker.apply(request);
    DataInfo data = new DataInfo(TestTokenizers.ofSize(VOCABULARY), List.of());
    this.objective = (Contrastive) new ContrastiveProvider().create(settings, data);
    Optional<Layer> own = objective.open(new Workplace(model, HadoopStorage.local(), peers, 5));
    this.parameters =
        Stream.concat(
                model.parameters().stream(),
                own.stream().flatMap(layer -> layer.parameters().stream()))
            .toList();
  }

  static TinyPairs encoder(ContrastiveSettings settings, Peers peers) {
    return new TinyPairs(request -> modernBert(SIZES, request), settings, peers);
  }

  /** The encoder with dropout everywhere. */
  static TinyPairs droppingEncoder(ContrastiveSettings settings) {
    return new TinyPairs(request -> modernBert(SIZES + DROPOUT, request), settings, Peers.NONE);
  }

  static TinyPairs decoder(ContrastiveSettings settings) {
    return new TinyPairs(TinyPairs::llama, settings, Peers.NONE);
  }

  /** Symmetric, with a learnt temperature. */
  static ContrastiveSettings settings(Optional<Integer> chunk) {
    return new ContrastiveSettings(
        true,
        0.2,
        true,
        Pooling.MEAN,
        Attention.BIDIRECTIONAL,
        HardNegatives.SHARED,
        true,
        chunk,
        "",
        "");
  }

  /** Pairs of unequal lengths, each with so many hard negatives, never twice the same text. */
  static List<EpochSample> pairs(int count, int negatives) {
    Random random = new Random(11);
    List<EpochSample> pairs = new ArrayList<>();
    for (int pair = 0; pair < count; pair++) {
      int[][] texts = new int[2 + negatives][];
      for (int text = 0; text < texts.length; text++) {
        texts[text] = random.ints(2 + random.nextInt(12), 5, VOCABULARY).toArray();
      }
      pairs.add(pair(pair, texts));
    }
    return pairs;
  }

  static EpochSample pair(long index, int[]... texts) {
    int[] lengths = Arrays.stream(texts).mapToInt(text -> text.length).toArray();
    int[] ids = Arrays.stream(texts).flatMapToInt(Arrays::stream).toArray();
    int[] content =
        Arrays.stream(texts)
            .flatMapToInt(text -> IntStream.of(text.length, Arrays.hashCode(text)))
            .toArray();
    Map<String, int[]> columns =
        Map.of(PairForm.PROMPT_LENGTHS, new int[texts.length], PairForm.CONTENT, content);
    return new EpochSample(0, new PackedSample(index, ids, lengths, columns));
  }

  /** The gradient of one step, on the way of a trainer. */
  @SuppressWarnings("try") // recording is open for its duration, never named
  Learnt learn(List<EpochSample> own, int allPairs) {
    PairBatch batch = objective.collate(own, Occasion.training(3, 0.5));
    try (GradientMode recording = engine.autograd().recording();
        Scope scope = engine.scope()) {
      Backward backward =
          (name, sum) -> engine.autograd().backward(sum, scope.scalar(1.0 / allPairs));
      LossSums sums = objective.step(batch, new Step(model, scope, backward));
      return new Learnt(sums, gradients());
    }
  }

  private Map<String, float[]> gradients() {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      float[] values =
          engine
              .autograd()
              .gradient(parameter.value())
              .map(NDArray::toFloatArray)
              .orElseGet(() -> new float[(int) parameter.size()]);
      gradients.put(parameter.name(), values);
    }
    return gradients;
  }

  static double norm(Map<String, float[]> gradients) {
    return Math.sqrt(
        gradients.values().stream()
            .flatMapToDouble(
                values ->
                    IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i] * (double) values[i]))
            .sum());
  }

  private static TextEncoder llama(ModelRequest request) {
    return new LlamaProvider()
        .create(RunFile.ofOpenYaml("llama", SIZES, List.of()).bind(LlamaSettings.class), request);
  }

  private static TextEncoder modernBert(String sizes, ModelRequest request) {
    return new ModernBertProvider()
        .create(
            RunFile.ofOpenYaml("modernbert", sizes, List.of()).bind(ModernBertSettings.class),
            request);
  }

  @Override
  public void close() {
    objective.close();
    model.close();
    engine.close();
  }
}
