package dev.heddle.objectives.distillation;

import dev.heddle.objectives.HostBatch;
import java.util.Map;
import java.util.Optional;

/**
 * A batch of the task, and what was kept of the teacher's answers to it.
 *
 * @param task the task's own
 * @param kept absent where a teacher answers while training
 */
record DistillationBatch<B extends HostBatch>(B task, Optional<KeptAnswers> kept)
    implements HostBatch {

  /** The only loss of the objective. */
  static final String LOSS = "distillation";

  /** How many rows are scored. */
  long rows() {
    return task.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long tokens() {
    return task.tokens();
  }

  @Override
  public int samples() {
    return task.samples();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(LOSS, rows());
  }

  @Override
  public Map<String, Object> contents() {
    return task.contents();
  }
}
