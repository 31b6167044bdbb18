package dev.heddle.trainer.loop;

import dev.heddle.data.batch.RankShare;
import dev.heddle.data.batch.SampleLoader;
import dev.heddle.data.batch.WindowedOrder;
import dev.heddle.data.shard.SampleBlocks;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.models.Model;
import dev.heddle.models.engine.HostView;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.Workplace;
import dev.heddle.peft.Adapter;
import dev.heddle.peft.Methods;
import dev.heddle.trainer.Bf16.DeviceKind;
import dev.heddle.trainer.TrainerSettings;
import dev.heddle.trainer.checkpoint.Checkpoint;
import dev.heddle.trainer.optim.AdamW;
import dev.heddle.trainer.optim.AdamWSettings;
import dev.heddle.trainer.optim.FlatGradients;
import dev.heddle.trainer.optim.Schedule;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a worker together from its context. */
final class WorkerAssembly {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerAssembly.class);

  /** Tokens among which samples are shuffled, so that memory does not depend on their length. */
  private static final long WINDOW_TOKENS = 1L << 22;

  private final WorkerContext context;
  private final TensorEngine engine;
  private final TrainerSettings settings;

  WorkerAssembly(WorkerContext context, TensorEngine engine) {
    this.context = context;
    this.engine = engine;
    this.settings = context.trainer();
  }

  /** The objective that the run file names. */
  Objective<?> objective() {
    DataInfo data = DataInfo.of(TokenizerInfo.of(context.tokenizer()), shards().manifest());
    return ObjectiveProvider.create(context.objective(), data);
  }

  /** All parts of a loop with this objective. */
  <B extends HostBatch> WorkerParts<B> parts(Objective<B> objective) {
    ShardSet shards = shards();
    RunPlan plan = plan(shards);
    Optional<Checkpoint> resumed = new ResumePoint(context).find();
    Model model = model(objective, resumed);
    Trained trained = new Trained(model, adapter(model), objective.open(workplace(model)));
    engine.autograd().activations(settings.activations());
    FlatGradients gradients = new FlatGradients(engine, trained.trainable());
    AdamW optimizer = new AdamW(engine, gradients, adamW());
    Checkpointing checkpoints =
        new Checkpointing(context, plan, shards.manifest().sourceFingerprint(), trained, optimizer);
    Progress start = checkpoints.restore(resumed, objective.zero());
    shareParameters(trained);
    warnOfSmallBatches(objective);
    ForwardBackward<B> compute = new ForwardBackward<>(model, objective);
    StepMeter meter = new StepMeter(context.collectives());
    return new WorkerParts<>(
        context,
        plan,
        start,
        objective,
        model,
        loader(shards.train(), plan, start, objective),
        compute,
        gradients,
        optimizer,
        schedule(plan),
        new FiniteGuard(context.storage(), context.run().outputDir(), context.collectives()),
        new Evaluation<>(context, shards.validation(), objective, compute),
        checkpoints,
        meter,
        new RunReport(context, plan, meter));
  }

  private void warnOfSmallBatches(Objective<?> objective) {
    if (objective.comparesSamples()
        && settings.gradientAccumulationSteps() > 1
        && context.isFirst()) {
      LOG.warn(
          "Samples of different micro-batches are not compared: trainer.gradient_accumulation_steps={}; raise trainer.per_device_train_batch_size instead",
          settings.gradientAccumulationSteps());
    }
  }

  private ShardSet shards() {
    return ShardSet.open(context.storage(), context.shards())
        .requireTokenizer(context.tokenizer().fingerprint());
  }

  private RunPlan plan(ShardSet shards) {
    return RunPlan.of(
        settings,
        shards.train().size(),
        shards.manifest().sampleRoom(),
        context.collectives().size());
  }

  private Model model(Objective<?> objective, Optional<Checkpoint> resumed) {
    DeviceKind device = engine.device().isGpu() ? DeviceKind.CUDA : DeviceKind.CPU;
    Precision precision = settings.bf16().isOn(device) ? Precision.BF16 : Precision.FP32;
    Model model =
        resumed
            .filter(found -> context.peft().isEmpty()) // else the checkpoint holds no whole model
            .map(found -> found.folder())
            .map(folder -> context.model().like(folder, objective.task(), engine, precision))
            .orElseGet(() -> context.model().create(objective.task(), engine, precision));
    if (!objective.modelType().isInstance(model)) {
      model.close();
      throw new IllegalArgumentException(
          "Cannot train: objective.type=%s; needs a %s, model type %s is none; choose another model"
              .formatted(
                  context.objective().variant().name(),
                  objective.modelType().getSimpleName(),
                  model.modelType()));
    }
    return model;
  }

  /** Changes the model as the run file says, if it does. */
  private Optional<Adapter> adapter(Model model) {
    return context
        .peft()
        .map(choice -> Methods.create(choice, context.storage()).attach(model, settings.seed()));
  }

  private Workplace workplace(Model model) {
    return new Workplace(
        model, context.storage(), new GroupPeers(engine, context.collectives()), settings.seed());
  }

  private AdamWSettings adamW() {
    return new AdamWSettings(
        settings.adamBeta1(),
        settings.adamBeta2(),
        settings.adamEpsilon(),
        settings.weightDecay(),
        Set.copyOf(settings.noDecay()));
  }

  private Schedule schedule(RunPlan plan) {
    return new Schedule(
        settings.lrSchedulerType(),
        plan.totalSteps(),
        settings.warmupSteps().of(plan.totalSteps()),
        settings.numDecaySteps().of(plan.totalSteps()),
        settings.decayType(),
        settings.minLrRatio());
  }

  /** Makes sure that all workers start from the first one's bits, whatever machine they are on. */
  private void shareParameters(Trained trained) {
    for (Parameter parameter : trained.parameters()) {
      HostView.edit(
          engine, parameter.value(), (first, bytes) -> context.collectives().broadcast(bytes, 0));
    }
  }

  private <B extends HostBatch> SampleLoader<B> loader(
      SampleBlocks train, RunPlan plan, Progress start, Objective<B> objective) {
    RankShare share =
        new RankShare(
            context.collectives().rank(),
            plan.workers(),
            Math.toIntExact(plan.totalBatch()),
            settings.perDeviceTrainBatchSize());
    long seed = settings.orderSeed();
    return SampleLoader.start(
        train,
        WindowedOrder.of(train.index(), seed, Math.max(1, WINDOW_TOKENS / plan.maxSeqLength())),
        share,
        start.step(),
        (step, samples) -> objective.collate(samples, Occasion.training(seed, plan.share(step))));
  }
}
