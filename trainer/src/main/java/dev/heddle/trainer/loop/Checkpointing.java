package dev.heddle.trainer.loop;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.CarriedFiles;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.Weights;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.objectives.LossSums;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import dev.heddle.trainer.checkpoint.CheckpointContent;
import dev.heddle.trainer.checkpoint.CheckpointWriter;
import dev.heddle.trainer.checkpoint.Retention;
import dev.heddle.trainer.checkpoint.TrainingState;
import dev.heddle.trainer.collectives.Collectives;
import dev.heddle.trainer.optim.AdamW;
import dev.heddle.trainer.tracking.CheckpointLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Saves a run and brings it back. Every worker calls the same methods at the same steps; rank 0
 * writes, and all of them read.
 */
final class Checkpointing {

  private static final double NANOS = 1e9;

  private final WorkerContext context;
  private final RunPlan plan;
  private final String dataFingerprint;
  private final Trained trained;
  private final AdamW optimizer;
  private final Collectives collectives;
  private final ResumeChecks checks;
  private Optional<URI> newest = Optional.empty();
  private long newestStep = -1;
  private List<URI> carried = List.of();

  Checkpointing(
      WorkerContext context,
      RunPlan plan,
      String dataFingerprint,
      Trained trained,
      AdamW optimizer) {
    this.context = context;
    this.plan = plan;
    this.dataFingerprint = dataFingerprint;
    this.trained = trained;
    this.optimizer = optimizer;
    this.collectives = context.collectives();
    this.checks = new ResumeChecks(context, plan, dataFingerprint);
  }

  /**
   * Copies the checkpoint that the run resumes from into parameters and moments.
   *
   * @param found the checkpoint, if there is one
   * @param zero the objective's sums, at zero
   * @return where the run goes on; its start if there is nothing to resume from
   */
  Progress restore(Optional<Checkpoint> found, LossSums zero) {
    if (found.isEmpty()) {
      carried = context.model().carriedFiles();
      return Progress.start(zero);
    }
    TrainingState state = found.get().state();
    checks.check(found.get().folder(), state);
    load(found.get());
    newest = Optional.of(found.get().folder());
    carried = carriedFiles(context.storage(), found.get().folder());
    newestStep = state.step();
    return ProgressCounters.read(state.step(), state.tokens(), state.counters(), zero);
  }

  /** Publishes a checkpoint, on rank 0; does nothing if this step's is there already. */
  Optional<CheckpointLog> save(Progress progress) {
    if (progress.step() == newestStep) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    newestStep = progress.step();
    newest = Optional.of(folder(progress.step()));
    if (context.isFirst()) {
      write(progress);
    }
    collectives.barrier();
    double seconds = (System.nanoTime() - start) / NANOS;
    return Optional.of(new CheckpointLog(newestStep, newest.get().toString(), seconds));
  }

  /** URI of the newest checkpoint that was written or restored. */
  Optional<String> newest() {
    return newest.map(URI::toString);
  }

  private void load(Checkpoint checkpoint) {
    if (trained.own().isPresent()) {
      try (SafetensorsReader own = checkpoint.objective()) {
        Weights.load(own, ownWeights(), engine(), Weights.Extras.REFUSE);
      }
    }
    try (SafetensorsReader weights = checkpoint.weights();
        SafetensorsReader moments = checkpoint.optimizer()) {
      Weights.load(weights, trained.weights(), engine(), Weights.Extras.REFUSE);
      Weights.load(moments, optimizer.state(), engine(), Weights.Extras.REFUSE);
    }
    optimizer.resumeAt(checkpoint.state().counters().getOrDefault("updates", 0.0).longValue());
  }

  private void write(Progress progress) {
    CheckpointContent content =
        new CheckpointContent(
            trained.adapter().isPresent()
                ? CheckpointContent.Kind.ADAPTER
                : CheckpointContent.Kind.MODEL,
            Weights.tensors(trained.weights()),
            Weights.tensors(optimizer.state()),
            Weights.tensors(ownWeights()),
            texts(),
            context.tokenizerFolder());
    new CheckpointWriter(context.storage(), context.run().outputDir())
        .write(state(progress), content);
    context
        .trainer()
        .saveTotalLimit()
        .ifPresent(
            limit ->
                new Retention(context.storage(), limit)
                    .apply(context.run().outputDir(), Optional.empty()));
  }

  private TrainingState state(Progress progress) {
    Map<String, Double> counters = ProgressCounters.of(progress);
    counters.put("updates", (double) optimizer.updates());
    counters.put(ResumeChecks.WORKERS, (double) plan.workers());
    return new TrainingState(
        progress.step(),
        progress.tokens(),
        plan.epochs(progress.step()),
        context.trainer().orderSeed(),
        plan.totalBatch(),
        context.threads(),
        context.tokenizer().fingerprint(),
        dataFingerprint,
        counters,
        context.run().environment());
  }

  private static List<URI> carriedFiles(Storage storage, URI folder) {
    return Stream.of(
            CarriedFiles.ofModel(storage, folder), CarriedFiles.ofTokenizer(storage, folder))
        .flatMap(List::stream)
        .map(FileStatus::uri)
        .toList();
  }

  private Map<String, byte[]> texts() {
    Map<String, byte[]> texts = new HashMap<>();
    texts.putAll(configs());
    for (URI file : carried) {
      String name = file.getPath().replaceAll(".*/", "");
      texts.put(name, context.storage().read(file));
    }
    return texts;
  }

  /** Of the model, or of the adapter; a classifier's labels are in the former alone. */
  private Map<String, byte[]> configs() {
    Map<String, byte[]> configs = new HashMap<>();
    boolean isLabelled =
        trained.model().task() instanceof Task.SequenceClassification
            || trained.model().task() instanceof Task.TokenClassification;
    if (trained.adapter().isEmpty() || isLabelled) {
      configs.put("config.json", config(trained.model()));
    }
    trained
        .adapter()
        .ifPresent(adapter -> configs.putAll(adapter.files(context.model().path().orElse(""))));
    return configs;
  }

  private static byte[] config(Model model) {
    return config(Architectures.ofModelType(model.modelType()), model)
        .toPrettyString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static <S extends Record> ObjectNode config(
      ArchitectureProvider<S> architecture, Model model) {
    S settings = architecture.settingsType().cast(model.settings());
    return architecture.toHuggingFace(settings, model.vocabulary(), model.task());
  }

  private Map<String, NDArray> ownWeights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    trained.ownParameters().forEach(own -> weights.put(own.name(), own.value()));
    return weights;
  }

  private TensorEngine engine() {
    return trained.model().engine();
  }

  private URI folder(long step) {
    return Storage.below(context.run().outputDir(), "checkpoint-" + step);
  }
}
