package dev.heddle.objectives.distillation;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.shard.Manifest;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TeacherColumns;
import dev.heddle.objectives.TokenObjective;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code objective: {type: distillation, task: {type: clm}, teacher: {path: PATH}}}. */
public final class DistillationProvider implements ObjectiveProvider<DistillationSettings> {

  @Override
  public String name() {
    return "distillation";
  }

  @Override
  public Class<DistillationSettings> settingsType() {
    return DistillationSettings.class;
  }

  @Override
  public String examples(DistillationSettings settings) {
    return Chosen.of(settings.task()).examples();
  }

  @Override
  public Optional<Record> exampleSettings(DistillationSettings settings, DatasetSettings dataset) {
    return Chosen.of(settings.task()).exampleSettings(dataset);
  }

  @Override
  public List<String> addedTokens(DistillationSettings settings, TokenizerInfo present) {
    return Chosen.of(settings.task()).addedTokens(present);
  }

  @Override
  public Optional<TeacherColumns> teacherColumns(DistillationSettings settings) {
    TeacherSettings teacher = settings.teacher();
    return teacher
        .cache()
        .map(
            cache ->
                new TeacherColumns(
                    teacher.path(),
                    teacher.precision(),
                    settings.temperature(),
                    cache.selection(),
                    cache.kept()));
  }

  @Override
  public Objective<?> create(DistillationSettings settings, DataInfo data) {
    Objective<?> task = ObjectiveProvider.create(settings.task(), data);
    if (task instanceof TokenObjective<?> tokens) {
      return create(tokens, settings, data);
    }
    throw refused(
        settings, "it asks for no tokens; choose a task of a language model, such as clm or mlm");
  }

  private <B extends HostBatch> Objective<?> create(
      TokenObjective<B> task, DistillationSettings settings, DataInfo data) {
    int tokens = data.tokenizer().vocabularySize();
    if (settings.teacher().cache().isEmpty()) {
      LiveTeacher<B> teacher = new LiveTeacher<>(task, settings, fingerprint(settings, data));
      return new Distillation<>(task, settings, teacher, tokens);
    }
    if (!task.asksTheSameEveryTime()) {
      throw refused(
          settings,
          "it asks something else every time, so answers cannot be kept; leave out"
              + " objective.teacher.cache");
    }
    requireAnswers(settings, data);
    CacheSettings cache = settings.teacher().cache().get();
    return new Distillation<>(task, settings, new StoredTeacher<>(task, cache, tokens), tokens);
  }

  /** Refuses shards whose answers are not those that the settings ask for. */
  private void requireAnswers(DistillationSettings settings, DataInfo data) {
    Map<String, String> wanted = teacherColumns(settings).orElseThrow().description();
    Map<String, String> found = data.manifest().map(Manifest::added).orElse(Map.of());
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(found.get(key))) {
            throw refused(
                settings,
                "the shards were made with %s=%s, the run file asks for %s; leave out dataset.prepared_path, or prepare again"
                    .formatted(key, found.getOrDefault(key, "none"), value));
          }
        });
  }

  private static String fingerprint(DistillationSettings settings, DataInfo data) {
    return data.manifest()
        .map(Manifest::tokenizerFingerprint)
        .orElseThrow(() -> refused(settings, "it needs prepared shards, to know their tokenizer"));
  }

  private static IllegalArgumentException refused(DistillationSettings settings, String rule) {
    return new IllegalArgumentException(
        "Cannot create objective distillation: objective.task.type=%s; %s"
            .formatted(settings.task().variant().name(), rule));
  }
}
