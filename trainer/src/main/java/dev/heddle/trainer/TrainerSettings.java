package dev.heddle.trainer;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.engine.Activations;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.layers.Role;
import dev.heddle.trainer.optim.Decay;
import dev.heddle.trainer.optim.OptimizerKind;
import dev.heddle.trainer.optim.ScheduleKind;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code trainer} of a run file; names and meanings are Hugging Face's where it has the
 * key.
 *
 * @param perDeviceTrainBatchSize packs that a worker computes at once
 * @param perDeviceEvalBatchSize the same in evaluation
 * @param gradientAccumulationSteps micro-batches of a worker in one optimizer step
 * @param numTrainEpochs passes over the data; may be broken
 * @param maxSteps optimizer steps; wins over {@code num_train_epochs} if above 0
 * @param learningRate the schedule's peak
 * @param lrSchedulerType shape of the schedule
 * @param warmupSteps steps of linear warm-up, or a share of all steps
 * @param numDecaySteps steps of the last phase of {@code warmup_stable_decay}, or a share
 * @param decayType shape of that phase
 * @param minLrRatio the schedule's end, as a share of its peak
 * @param optim the optimizer
 * @param weightDecay decoupled decay
 * @param noDecay kinds of parameters without decay
 * @param adamBeta1 decay of the mean of gradients
 * @param adamBeta2 decay of the mean of their squares
 * @param adamEpsilon added to the root of the latter
 * @param maxGradNorm global norm that gradients are scaled down to; 0 leaves them alone
 * @param bf16 whether matrix products are computed in bfloat16
 * @param gradientCheckpointing whether layers are computed again in the backward pass, which saves
 *     the memory of their intermediate results and costs a forward pass
 * @param device where a worker computes
 * @param seed of the initial weights, and of the data unless {@code data_seed} is given
 * @param dataSeed of the order of samples and of masks
 * @param loggingSteps steps between two log lines
 * @param evalStrategy when to evaluate on the way; the end is always evaluated
 * @param evalSteps steps between two evaluations, or a share; {@code logging_steps} if absent
 * @param saveStrategy when to write a checkpoint
 * @param saveSteps steps between two checkpoints, or a share
 * @param saveTotalLimit checkpoints kept; all if absent
 * @param resumeFromCheckpoint where to start from
 * @param numWorkers data-parallel workers
 * @param maxFailures failures without progress after which the driver gives up
 */
public record TrainerSettings(
    @Alias({"micro_batch_size", "batch_size"}) @Default("8") int perDeviceTrainBatchSize,
    @Alias("eval_batch_size") @Default("8") int perDeviceEvalBatchSize,
    @Alias("gradient_accumulation") @Default("1") int gradientAccumulationSteps,
    @Alias({"num_epochs", "epochs"}) @Default("3.0") double numTrainEpochs,
    @Default("-1") long maxSteps,
    @Alias("lr") @Default("5e-5") double learningRate,
    @Alias("lr_scheduler") @Default("linear") ScheduleKind lrSchedulerType,
    @Alias({"warmup_ratio", "num_warmup_steps"}) @Default("0") Steps warmupSteps,
    @Default("0.1") Steps numDecaySteps,
    @Default("cosine") Decay decayType,
    @Alias("min_lr_rate") @Default("0.0") double minLrRatio,
    @Alias("optimizer") @Default("adamw") OptimizerKind optim,
    @Default("0.0") double weightDecay,
    @Default("[norm, bias]") List<Role> noDecay,
    @Default("0.9") double adamBeta1,
    @Default("0.999") double adamBeta2,
    @Default("1e-8") double adamEpsilon,
    @Alias({"clip_grad_norm", "gradient_clipping"}) @Default("1.0") double maxGradNorm,
    @Default("auto") Bf16 bf16,
    @Alias({"enable_activation_checkpointing", "activation_checkpointing"}) @Default("false")
        boolean gradientCheckpointing,
    @Default("auto") DeviceChoice device,
    @Default("42") long seed,
    Optional<Long> dataSeed,
    @Alias("log_every_n_steps") @Default("10") int loggingSteps,
    @Alias("evaluation_strategy") @Default("no") Strategy evalStrategy,
    @Alias("run_val_every_n_steps") Optional<Steps> evalSteps,
    @Default("steps") Strategy saveStrategy,
    @Default("500") Steps saveSteps,
    Optional<Integer> saveTotalLimit,
    @Default("false") Resume resumeFromCheckpoint,
    @Default("auto") WorkerCount numWorkers,
    @Default("4") int maxFailures) {

  public TrainerSettings {
    noDecay = List.copyOf(noDecay);
    Checks checks = Checks.of(TrainerSettings.class);
    checks.positive("perDeviceTrainBatchSize", perDeviceTrainBatchSize);
    checks.positive("perDeviceEvalBatchSize", perDeviceEvalBatchSize);
    checks.positive("gradientAccumulationSteps", gradientAccumulationSteps);
    checks.require(
        numTrainEpochs > 0 || maxSteps > 0,
        "numTrainEpochs",
        numTrainEpochs,
        "must be above 0 unless max_steps is");
    checks.notNegative("learningRate", learningRate);
    checks.inRange("minLrRatio", minLrRatio, 0, 1);
    checks.notNegative("weightDecay", weightDecay);
    checks.require(isBeta(adamBeta1), "adamBeta1", adamBeta1, BETA);
    checks.require(isBeta(adamBeta2), "adamBeta2", adamBeta2, BETA);
    checks.positive("adamEpsilon", adamEpsilon);
    checks.notNegative("maxGradNorm", maxGradNorm);
    checks.positive("loggingSteps", loggingSteps);
    checks.require(
        evalSteps.isEmpty() || evalSteps.get().value() > 0,
        "evalSteps",
        evalSteps.map(Steps::toString).orElse(""),
        "must be above 0");
    checks.require(saveSteps.value() > 0, "saveSteps", saveSteps, "must be above 0");
    checks.positive("saveTotalLimit", saveTotalLimit.orElse(1));
    checks.notNegative("maxFailures", maxFailures);
    checks.done();
  }

  private static final String BETA = "must be 0 or above and below 1";

  /** What becomes of a layer's intermediate results. */
  public Activations activations() {
    return gradientCheckpointing ? Activations.RECOMPUTED : Activations.KEPT;
  }

  /** The seed of the order of samples and of masks. */
  public long orderSeed() {
    return dataSeed.orElse(seed);
  }

  /** Packs of one optimizer step, over all workers. */
  public long totalBatch(int workers) {
    return (long) perDeviceTrainBatchSize * gradientAccumulationSteps * workers;
  }

  /**
   * Optimizer steps of the whole run.
   *
   * @param samples packs of one epoch
   */
  public long totalSteps(long samples, int workers) {
    if (maxSteps > 0) {
      return maxSteps;
    }
    return Math.max(1, (long) Math.ceil(numTrainEpochs * samples / totalBatch(workers)));
  }

  private static boolean isBeta(double value) {
    return value >= 0 && value < 1;
  }
}
