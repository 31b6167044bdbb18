package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Layer;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.SplitEvaluation;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.Workplace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Contrastive learning of text vectors: InfoNCE (van den Oord et al. 2018, equation 4) with the
 * other texts of the batch as negatives (Karpukhin et al. 2020, section 3.2). With unit vectors
 * {@code x [N, width]} of queries and {@code y [N(h+1), width]} of documents, {@code h} of them
 * hard negatives of each pair, and temperature τ
 *
 * <pre>
 *   S = x·yᵀ / τ
 *   forth = 1/N · Σ_i −log softmax(S[i, :])[positive of i]
 *   back  = 1/N · Σ_i −log softmax(S[:, positive of i])[i]      over the queries
 *   loss  = forth, or (forth + back) / 2 where it is symmetric
 * </pre>
 *
 * <p>A document that equals the positive of a query, or is the positive of an equal query, is no
 * negative of it. In training the texts of all workers are negatives, with the gradient of the
 * whole batch ({@link InfoNce}); with {@code gradcache_chunk} the batch needs the memory of a chunk
 * only ({@link GradientCache}). Micro-batches of a step do not see each other. Evaluation compares
 * within the batches of each worker and, beside that, ranks the documents of the whole split.
 */
final class Contrastive implements Objective<PairBatch> {

  private static final String ACCURACY = "accuracy";
  private static final String TEMPERATURE = "temperature";

  private final ContrastiveSettings settings;
  private final WordSearch words;
  private Peers peers = Peers.NONE;
  private Optional<Temperature> temperature = Optional.empty();

  Contrastive(ContrastiveSettings settings, WordSearch words) {
    this.settings = settings;
    this.words = words;
  }

  @Override
  public Class<? extends Model> modelType() {
    return TextEncoder.class;
  }

  @Override
  public Task task() {
    return new Task.Embedding();
  }

  @Override
  public Optional<Layer> open(Workplace place) {
    refuseCausalEncoder(place.model());
    peers = settings.gatherAcrossWorkers() ? place.peers() : Peers.NONE;
    if (settings.learnTemperature()) {
      temperature = Optional.of(new Temperature(place.site(), settings.temperature()));
    }
    return temperature.map(Layer.class::cast);
  }

  private void refuseCausalEncoder(Model model) {
    boolean seesAll =
        model instanceof TextEncoder encoder
            && encoder.visibility() instanceof Visibility.Bidirectional;
    if (seesAll && settings.attention() == ContrastiveSettings.Attention.CAUSAL) {
      throw new IllegalArgumentException(
          "Cannot train contrastive: objective.attention=causal; a %s sees all of a text; leave the key out or choose a decoder"
              .formatted(model.modelType()));
    }
  }

  @Override
  public boolean comparesSamples() {
    return true;
  }

  @Override
  public LossSums zero() {
    return sums(Sum.ZERO, Sum.ZERO, Sum.ZERO);
  }

  @Override
  public PairBatch collate(List<EpochSample> samples, Occasion occasion) {
    PairBatchBuilder batch = new PairBatchBuilder(occasion);
    samples.forEach(batch::add);
    return batch.build();
  }

  @Override
  public LossSums step(PairBatch batch, Step step) {
    return step.isTraining() ? train(batch, step) : compare(batch, vectors(batch, step), step);
  }

  @Override
  public SplitEvaluation<PairBatch> evaluation() {
    return new RetrievalEvaluation(this, words);
  }

  /** The vectors of a batch's rows, without records; {@code [rows, width]}. */
  NDArray vectors(PairBatch batch, Step step) {
    int chunk = settings.gradcacheChunk().orElse(batch.prompts().length);
    NDArray sorted =
        new GradientCache(encoder(step), chunk)
            .forward(batch.texts(), batch.prompts(), step.scope());
    return inOrder(sorted, batch, step);
  }

  /** The sums of a batch with given vectors, compared with each other alone. */
  LossSums compare(PairBatch batch, NDArray vectors, Step step) {
    return sums(batch, outcome(batch, vectors, step, Peers.NONE));
  }

  private LossSums train(PairBatch batch, Step step) {
    if (settings.gradcacheChunk().isEmpty()) {
      NDArray sorted = encoder(step).of(batch.texts(), batch.prompts(), step.scope());
      return learn(batch, sorted, step);
    }
    LossSums[] sums = new LossSums[1];
    new GradientCache(encoder(step), settings.gradcacheChunk().get())
        .accumulate(
            batch.texts(),
            batch.prompts(),
            sorted -> sums[0] = learn(batch, sorted, step),
            step.scope());
    return sums[0];
  }

  private LossSums learn(PairBatch batch, NDArray sorted, Step step) {
    InfoNce.Outcome outcome = outcome(batch, inOrder(sorted, batch, step), step, peers);
    if (outcome.documents() < 2) {
      throw new IllegalArgumentException(
          "Cannot train contrastive: pairs of a batch=1 without hard negatives; there is nothing to tell the document from; raise trainer.per_device_train_batch_size");
    }
    step.backward().accumulate(PairBatch.LOSS, outcome.total());
    return sums(batch, outcome);
  }

  private InfoNce.Outcome outcome(PairBatch batch, NDArray vectors, Step step, Peers others) {
    return new InfoNce(others, settings.symmetric(), settings.hardNegatives())
        .of(vectors, batch.layout(), logScale(step.scope()), kernels(step), step.scope());
  }

  /** The rows of the layout, from vectors that stand in the order of the texts. */
  private static NDArray inOrder(NDArray sorted, PairBatch batch, Step step) {
    int[] places = batch.places();
    return kernels(step).call("select_rows", step.scope().longs(places, places.length), sorted);
  }

  private TextVectors encoder(Step step) {
    TextEncoder model = step.model(TextEncoder.class);
    return new TextVectors(model, settings.attention().visibility(), settings.pooling());
  }

  private NDArray logScale(Scope scope) {
    return temperature
        .map(Temperature::logScale)
        .orElseGet(() -> scope.floats(new float[] {(float) -Math.log(settings.temperature())}, 1));
  }

  private LossSums sums(PairBatch batch, InfoNce.Outcome outcome) {
    long pairs = batch.samples();
    double learnt = temperature.map(layer -> Math.exp(-layer.logScale().getFloat())).orElse(0.0);
    return sums(new Sum(outcome.own(), pairs), new Sum(outcome.hits(), pairs), new Sum(learnt, 1));
  }

  private LossSums sums(Sum loss, Sum hits, Sum learnt) {
    Map<String, Sum> metrics = new LinkedHashMap<>();
    metrics.put(ACCURACY, hits);
    if (settings.learnTemperature()) {
      metrics.put(TEMPERATURE, learnt);
    }
    return new LossSums(Map.of(PairBatch.LOSS, loss), metrics);
  }

  private static Kernels kernels(Step step) {
    return step.model().engine().kernels();
  }
}
