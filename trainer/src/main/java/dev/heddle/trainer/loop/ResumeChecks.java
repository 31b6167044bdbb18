package dev.heddle.trainer.loop;

import dev.heddle.trainer.checkpoint.TrainingState;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a run can go on from a checkpoint, and whether it will repeat it bit for bit. */
final class ResumeChecks {

  /** The counter that holds the number of workers. */
  static final String WORKERS = "workers";

  private static final Logger LOG = LoggerFactory.getLogger(ResumeChecks.class);

  private final WorkerContext context;
  private final RunPlan plan;
  private final String dataFingerprint;

  ResumeChecks(WorkerContext context, RunPlan plan, String dataFingerprint) {
    this.context = context;
    this.plan = plan;
    this.dataFingerprint = dataFingerprint;
  }

  /**
   * Refuses what would train on other data or another order; warns of what only changes the order
   * of additions.
   *
   * @throws IllegalArgumentException with the key that differs
   */
  void check(URI folder, TrainingState state) {
    require(
        folder,
        "tokenizer fingerprint",
        state.tokenizerFingerprint(),
        context.tokenizer().fingerprint());
    require(folder, "data fingerprint", state.dataFingerprint(), dataFingerprint);
    require(folder, "data seed", state.seed(), context.trainer().orderSeed());
    require(folder, "total batch", state.globalBatch(), plan.totalBatch());
    warn("threads of a worker", state.threads(), context.threads());
    warn("workers", state.counters().getOrDefault(WORKERS, 1.0).longValue(), plan.workers());
  }

  private static void require(URI folder, String name, Object saved, Object now) {
    if (!saved.equals(now)) {
      throw new IllegalArgumentException(
          "Cannot resume: checkpoint %s has %s=%s, this run %s; they must be equal; use the run file saved with the checkpoint"
              .formatted(folder, name, saved, now));
    }
  }

  private void warn(String name, long saved, long now) {
    if (saved != now && context.isFirst()) {
      LOG.warn(
          "Resuming with {} {}, the checkpoint was written with {}; sums are added in another"
              + " order, so the last bits may differ",
          now,
          name,
          saved);
    }
  }
}
