package dev.heddle.objectives.distillation;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.batch.SampleRandom;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.files.FloatFormats;
import dev.heddle.objectives.TeacherColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks a teacher what comes behind every token of samples. What is kept depends on the sample and
 * on nothing else, so doing it again gives the same.
 *
 * @param teacher that stays open
 * @param columns what to keep
 * @param vocabulary ids that answers are about
 */
public record TeacherAnswers(Teacher teacher, TeacherColumns columns, int vocabulary) {
  private static final long CHUNK_ELEMENTS = 1L << 23;
  private static final long SEED = 20_250_101L;

  /**
   * Checks k.
   *
   * @throws IllegalArgumentException if the teacher has fewer ids
   */
  public TeacherAnswers {
    long known = Math.min(vocabulary, teacher.model().vocabulary().size());
    if (columns.k() > known && columns.selection() == TeacherColumns.Selection.MOST_LIKELY) {
      throw new IllegalArgumentException(
          "Cannot keep a teacher's answers: objective.teacher.cache.top_k=%d; its vocabulary has %d tokens; lower it"
              .formatted(columns.k(), known));
    }
  }

  /** The teacher's columns of each sample, by name. */
  public List<Map<String, int[]>> of(List<PackedSample> samples) {
    CausalLanguageModel model = (CausalLanguageModel) teacher.model();
    PackedTokens tokens =
        new PackedTokens(
            joined(samples, PackedSample::inputIds),
            joined(samples, PackedSample::sequenceLengths));
    try (Scope scope = model.engine().scope()) {
      NDArray hidden = model.encode(tokens, scope);
      int[] all = IntStream.range(0, tokens.size()).toArray();
      NDArray[] kept = keep(model.vocabularyRows(hidden, all), draws(samples, scope), scope);
      return split(samples, kept[0].toLongArray(), kept[1].toFloatArray());
    }
  }

  private NDArray[] keep(VocabularyRows rows, List<NDArray> draws, Scope scope) {
    NDArray x = scope.adopt(rows.x());
    return teacher
        .model()
        .engine()
        .kernels()
        .callAll(
            "kept_answers",
            x,
            rows.table(),
            draws,
            columns.k(),
            columns.temperature(),
            Math.min(vocabulary, rows.vocabulary()),
            rows.cap(),
            rows.precision().scalarType(),
            Math.max(1, CHUNK_ELEMENTS / rows.vocabulary()));
  }

  /** Numbers in [0, 1), {@code [tokens, k]}, where ids are drawn. */
  private List<NDArray> draws(List<PackedSample> samples, Scope scope) {
    if (columns.selection() == TeacherColumns.Selection.MOST_LIKELY) {
      return List.of();
    }
    int tokens = samples.stream().mapToInt(sample -> sample.inputIds().length).sum();
    float[] draws = new float[tokens * columns.k()];
    int filled = 0;
    for (PackedSample sample : samples) {
      SampleRandom random = SampleRandom.of(SEED, 0, sample.index(), "teacher-draws");
      for (int i = 0; i < sample.inputIds().length * columns.k(); i++) {
        draws[filled++] = (float) random.nextDouble();
      }
    }
    return List.of(scope.floats(draws, tokens, columns.k()));
  }

  private List<Map<String, int[]>> split(List<PackedSample> samples, long[] ids, float[] kept) {
    int k = columns.k();
    int[] start = {0};
    return samples.stream()
        .map(
            sample -> {
              int from = start[0];
              start[0] += sample.inputIds().length;
              int[] own = IntStream.range(from * k, start[0] * k).map(i -> (int) ids[i]).toArray();
              int[] bits =
                  IntStream.range(from * (k + 1), start[0] * (k + 1))
                      .map(i -> FloatFormats.toF16(kept[i]) & 0xffff)
                      .toArray();
              return Map.of(TeacherColumns.IDS, own, TeacherColumns.LOG_PROBABILITIES, bits);
            })
        .toList();
  }

  private static int[] joined(List<PackedSample> samples, Function<PackedSample, int[]> part) {
    return samples.stream().map(part).flatMapToInt(Arrays::stream).toArray();
  }
}
