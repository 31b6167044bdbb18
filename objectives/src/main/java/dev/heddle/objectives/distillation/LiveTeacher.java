package dev.heddle.objectives.distillation;

import dev.heddle.models.LanguageModel;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TokenObjective;
import dev.heddle.objectives.Workplace;
import java.util.Optional;

/** A teacher that answers while the student trains, on the student's device. */
final class LiveTeacher<B extends HostBatch> implements TeacherSource<B> {
  private final TokenObjective<B> task;
  private final DistillationSettings settings;
  private final String tokenizerFingerprint;
  private Optional<Teacher> teacher = Optional.empty();

  LiveTeacher(TokenObjective<B> task, DistillationSettings settings, String tokenizerFingerprint) {
    this.task = task;
    this.settings = settings;
    this.tokenizerFingerprint = tokenizerFingerprint;
  }

  @Override
  public Optional<HiddenTerm> open(Workplace place) {
    close(); // a place that is opened again has a teacher of another engine
    TeacherSettings wanted = settings.teacher();
    Teacher loaded =
        Teacher.load(
            place.storage(),
            place.storage().resolve(wanted.path()),
            wanted.precision(),
            place.model().engine(),
            tokenizerFingerprint,
            task.modelType());
    teacher = Optional.of(loaded);
    double weight = settings.hidden().weight();
    return weight == 0
        ? Optional.empty()
        : Optional.of(
            HiddenTerm.create(place.site(), weight, place.model().width(), loaded.model().width()));
  }

  @Override
  @SuppressWarnings("try") // recording is paused for its duration, never named
  public Target target(DistillationBatch<B> batch, Step step) {
    Teacher asked = opened();
    try (GradientMode paused = asked.model().engine().autograd().paused();
        Scope inner = step.scope().inner()) {
      Step silent = new Step(asked.model(), inner, Backward.NONE);
      Scored scored =
          asked.model().engine().noise().silently(() -> task.scored(batch.task(), silent));
      LanguageModel head = asked.head();
      VocabularyRows rows = head.vocabularyRows(scored.hidden(), scored.rows());
      step.scope().adopt(rows.x()); // all else of the teacher's pass is let go
      Target target = Target.of(rows, settings.divergence());
      return settings.hidden().weight() == 0
          ? target
          : target.with(HiddenTerm.rows(asked.model(), scored, step.scope()));
    }
  }

  /** The teacher of an opened objective. */
  Teacher opened() {
    return teacher.orElseThrow(() -> new IllegalStateException("open was not called"));
  }

  @Override
  public void close() {
    teacher.ifPresent(Teacher::close);
    teacher = Optional.empty();
  }
}
