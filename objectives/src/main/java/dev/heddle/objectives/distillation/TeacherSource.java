package dev.heddle.objectives.distillation;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Workplace;
import java.util.List;
import java.util.Optional;

/** Where a teacher's answers come from. */
interface TeacherSource<B extends HostBatch> extends AutoCloseable {

  /** Gets ready; the term of the hidden states, where the settings ask for it. */
  default Optional<HiddenTerm> open(Workplace place) {
    return Optional.empty();
  }

  /** What the samples of a batch bring along; called on the loader's thread. */
  default Optional<KeptAnswers> kept(List<EpochSample> samples, B batch) {
    return Optional.empty();
  }

  /** The answers at the scored rows of a batch, constant and owned by the step's scope. */
  Target target(DistillationBatch<B> batch, Step step);

  /** Whether the first id of an answer is the most likely one. */
  default boolean namesItsBest() {
    return true;
  }

  @Override
  default void close() {}
}
