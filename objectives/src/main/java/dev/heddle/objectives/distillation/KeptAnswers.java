package dev.heddle.objectives.distillation;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.files.FloatFormats;
import dev.heddle.objectives.TeacherColumns;
import java.util.Arrays;
import java.util.List;

/**
 * What was kept of a teacher's answers, at the scored rows of a batch.
 *
 * @param ids {@code [rows, k]}, laid end to end
 * @param logProbabilities {@code [rows, k + 1]}, laid end to end: of the ids, and of all others
 *     together
 * @param k ids of a row
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record KeptAnswers(int[] ids, float[] logProbabilities, int k) {

  /**
   * Gathers the answers of a batch.
   *
   * @param places of the scored rows among the tokens of all samples laid end to end
   */
  static KeptAnswers of(List<EpochSample> samples, int[] places, int k) {
    KeptAnswers answers =
        new KeptAnswers(new int[places.length * k], new float[places.length * (k + 1)], k);
    int[] ends = ends(samples);
    for (int row = 0; row < places.length; row++) {
      int owner = firstAbove(ends, places[row]);
      PackedSample sample = samples.get(owner).sample();
      answers.copy(row, sample, places[row] - (ends[owner] - sample.inputIds().length));
    }
    return answers;
  }

  private static int[] ends(List<EpochSample> samples) {
    int[] ends = new int[samples.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += samples.get(i).sample().inputIds().length;
      ends[i] = end;
    }
    return ends;
  }

  private static int firstAbove(int[] ends, int place) {
    int found = Arrays.binarySearch(ends, place);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private void copy(int row, PackedSample sample, int token) {
    System.arraycopy(sample.column(TeacherColumns.IDS), token * k, ids, row * k, k);
    int[] bits = sample.column(TeacherColumns.LOG_PROBABILITIES);
    for (int i = 0; i <= k; i++) {
      logProbabilities[row * (k + 1) + i] = FloatFormats.fromF16((short) bits[token * (k + 1) + i]);
    }
  }

  /** On the device of a scope, which owns the arrays. */
  Target on(Scope scope, CacheSettings.Form form, long vocabulary) {
    int rows = ids.length / k;
    return Target.kept(
        scope.longs(ids, rows, k), scope.floats(logProbabilities, rows, k + 1), form, vocabulary);
  }
}
