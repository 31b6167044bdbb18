package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one worker has seen of a split: vectors, what they stand for, and the tokens. */
final class SeenRows {

  private final List<float[]> vectors = new ArrayList<>();
  private final List<PairLayout> layouts = new ArrayList<>();
  private final List<int[]> tokens = new ArrayList<>();

  /** Adds a batch whose vectors are {@code [rows, width]}. */
  void add(PairBatch batch, NDArray rows) {
    vectors.add(rows.toFloatArray());
    layouts.add(batch.layout());
    tokens.addAll(batch.rows());
  }

  /** How many rows there are. */
  int count() {
    return tokens.size();
  }

  /** Vectors and, beside them, the layout, {@code [rows, width + COLUMNS]}. */
  NDArray rows(int width, Scope scope) {
    int extent = width + PairLayout.COLUMNS;
    float[] flat = new float[Math.multiplyExact(count(), extent)];
    int row = 0;
    for (int batch = 0; batch < layouts.size(); batch++) {
      float[] described = layouts.get(batch).flat();
      for (int i = 0; i < layouts.get(batch).roles().length; i++, row++) {
        System.arraycopy(vectors.get(batch), i * width, flat, row * extent, width);
        System.arraycopy(
            described, i * PairLayout.COLUMNS, flat, row * extent + width, PairLayout.COLUMNS);
      }
    }
    return scope.floats(flat, count(), extent);
  }

  /** The lengths of the rows, {@code [rows, 1]}, and their tokens, {@code [tokens, 1]}. */
  List<NDArray> texts(Scope scope) {
    int[] lengths = tokens.stream().mapToInt(ids -> ids.length).toArray();
    int[] ids = tokens.stream().flatMapToInt(Arrays::stream).toArray();
    return List.of(column(lengths, scope), column(ids, scope));
  }

  /** Ids are below 2^24, which is as far as fp32 counts. */
  private static NDArray column(int[] values, Scope scope) {
    float[] column = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      column[i] = values[i];
    }
    return scope.floats(column, values.length, 1);
  }
}
