package dev.heddle.objectives.distillation;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TokenObjective;
import java.util.List;
import java.util.Optional;

/** Answers that a teacher gave when the data were prepared, from the samples' columns. */
final class StoredTeacher<B extends HostBatch> implements TeacherSource<B> {
  private final TokenObjective<B> task;
  private final CacheSettings settings;
  private final int vocabulary;

  /**
   * @param vocabulary ids that answers are about
   */
  StoredTeacher(TokenObjective<B> task, CacheSettings settings, int vocabulary) {
    this.task = task;
    this.settings = settings;
    this.vocabulary = vocabulary;
  }

  @Override
  public Optional<KeptAnswers> kept(List<EpochSample> samples, B batch) {
    return Optional.of(KeptAnswers.of(samples, task.places(batch), settings.kept()));
  }

  @Override
  public Target target(DistillationBatch<B> batch, Step step) {
    return batch.kept().orElseThrow().on(step.scope(), settings.form(), vocabulary);
  }

  @Override
  public boolean namesItsBest() {
    return settings.form() != CacheSettings.Form.SAMPLED;
  }
}
