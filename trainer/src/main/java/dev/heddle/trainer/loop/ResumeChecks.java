package dev.heddle.trainer.loop;

import dev.heddle.trainer.checkpoint.TrainingState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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
    if (context.isFirst()) {
      warnings(state).forEach(LOG::warn);
    }
  }

  /** What may change the last bits of what follows; empty if nothing does. */
  List<String> warnings(TrainingState state) {
    List<String> warnings = new ArrayList<>();
    compare(warnings, "threads of a worker", state.threads(), context.threads());
    long workers = state.counters().getOrDefault(WORKERS, 1.0).longValue();
    compare(warnings, "workers", workers, plan.workers());
    return warnings;
  }

  private static void require(URI folder, String name, Object saved, Object now) {
    if (!saved.equals(now)) {
      throw new IllegalArgumentException(
          "Cannot resume: checkpoint %s has %s=%s, this run %s; they must be equal; use the run file saved with the checkpoint"
              .formatted(folder, name, saved, now));
    }
  }

  private static void compare(List<String> warnings, String name, long saved, long now) {
    if (saved != now) {
      warnings.add(
          "Resuming with %d %s, the checkpoint was written with %d; sums are added in another order, so the last bits may differ"
              .formatted(now, name, saved));
    }
  }
}
