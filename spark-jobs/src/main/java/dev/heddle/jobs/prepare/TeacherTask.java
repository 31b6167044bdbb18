package dev.heddle.jobs.prepare;

import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.ShardFile;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.data.shard.WiderShards;
import dev.heddle.jobs.session.AssignedDevice;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.TeacherColumns;
import dev.heddle.objectives.distillation.Teacher;
import dev.heddle.objectives.distillation.TeacherAnswers;
import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;

/**
 * Asks a teacher about the samples of some shards, and writes them again with its answers. The
 * teacher is loaded once a task. Every attempt has files of its own; the driver keeps those of the
 * attempt that counted.
 *
 * @param from folder of the shards
 * @param to folder that is being published
 * @param device where the teacher computes, as {@code trainer.device} writes it
 */
record TeacherTask(Storage storage, URI from, URI to, TeacherColumns columns, String device)
    implements Serializable {

  /** Tokens that the teacher reads at once. */
  private static final int BATCH_TOKENS = 8192;

  /**
   * Writes.
   *
   * @param files of the shards' manifest
   * @return what the new manifest has to say about them, in their order
   */
  Iterator<ShardFile> run(Iterator<ShardFile> files) {
    List<ShardFile> written = new ArrayList<>();
    if (!files.hasNext()) {
      return written.iterator();
    }
    ShardSet shards = ShardSet.open(storage, from);
    WiderShards wider = shards.widened(to, columns.columns());
    TaskContext task = TaskContext.get();
    DeviceChoice place = AssignedDevice.of(DeviceChoice.parse(device), task.resourcesJMap());
    try (TensorEngine engine = TensorEngine.start(place, task.cpus());
        Teacher teacher = load(engine, shards.manifest())) {
      TeacherAnswers answers =
          new TeacherAnswers(teacher, columns, shards.manifest().vocabularySize());
      while (files.hasNext()) {
        ShardFile file = files.next();
        written.add(wider.write(file, name(file), samples -> ask(answers, samples)));
      }
    }
    return written.iterator();
  }

  private Teacher load(TensorEngine engine, Manifest manifest) {
    return Teacher.load(
        storage,
        storage.resolve(columns.path()),
        columns.precision(),
        engine,
        manifest.tokenizerFingerprint(),
        CausalLanguageModel.class);
  }

  private static List<Map<String, int[]>> ask(TeacherAnswers answers, List<PackedSample> samples) {
    List<Map<String, int[]>> columns = new ArrayList<>(samples.size());
    int start = 0;
    while (start < samples.size()) {
      int end = start;
      int tokens = 0;
      while (end < samples.size() && (end == start || tokens < BATCH_TOKENS)) {
        tokens += samples.get(end++).inputIds().length;
      }
      columns.addAll(answers.of(samples.subList(start, end)));
      start = end;
    }
    return columns;
  }

  /** A first attempt's name is the same in every run. */
  private static String name(ShardFile file) {
    TaskContext task = TaskContext.get();
    boolean isFirst = task.stageAttemptNumber() == 0 && task.attemptNumber() == 0;
    return isFirst
        ? file.name()
        : file.name()
            .replace(
                ".parquet",
                "-attempt-%d.%d.parquet"
                    .formatted(task.stageAttemptNumber(), task.attemptNumber()));
  }
}
