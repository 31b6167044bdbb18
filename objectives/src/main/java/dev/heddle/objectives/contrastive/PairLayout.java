package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import java.util.stream.IntStream;

/**
 * What the rows of a matrix of vectors stand for. The i-th query belongs with the i-th positive;
 * hard negatives follow the positive of their pair.
 *
 * @param roles of each row
 * @param keys of the texts: equal texts have equal keys
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record PairLayout(int[] roles, long[] keys) {

  static final int QUERY = 0;
  static final int POSITIVE = 1;
  static final int NEGATIVE = 2;

  /** Columns of {@link #rows}: the role, and the key in four pieces that fp32 holds exactly. */
  static final int COLUMNS = 5;

  private static final int PIECE_BITS = 16;
  private static final long PIECE = (1L << PIECE_BITS) - 1;

  /** Rows of queries. */
  int[] queries() {
    return IntStream.range(0, roles.length).filter(row -> roles[row] == QUERY).toArray();
  }

  /** Rows of documents: positives and negatives. */
  int[] documents() {
    return IntStream.range(0, roles.length).filter(row -> roles[row] != QUERY).toArray();
  }

  /** For each query the number of its positive among the documents. */
  int[] targets() {
    int[] documents = documents();
    return IntStream.range(0, documents.length)
        .filter(document -> roles[documents[document]] == POSITIVE)
        .toArray();
  }

  /** For each document the number of the query whose pair it is of. */
  int[] owners() {
    int[] owners = documents();
    int pair = -1;
    for (int document = 0; document < owners.length; document++) {
      pair += roles[owners[document]] == POSITIVE ? 1 : 0;
      owners[document] = pair;
    }
    return owners;
  }

  /** The keys of some rows. */
  long[] keys(int[] rows) {
    return IntStream.of(rows).mapToLong(row -> keys[row]).toArray();
  }

  /** The layout as numbers that travel with the vectors, {@code [rows, COLUMNS]}, fp32. */
  NDArray rows(Scope scope) {
    return scope.floats(flat(), roles.length, COLUMNS);
  }

  /** The same, row by row. */
  float[] flat() {
    float[] flat = new float[roles.length * COLUMNS];
    for (int row = 0; row < roles.length; row++) {
      flat[row * COLUMNS] = roles[row];
      for (int piece = 1; piece < COLUMNS; piece++) {
        flat[row * COLUMNS + piece] = (keys[row] >>> ((piece - 1) * PIECE_BITS)) & PIECE;
      }
    }
    return flat;
  }

  /** What {@link #rows} was made from. */
  static PairLayout of(float[] flat) {
    int count = flat.length / COLUMNS;
    PairLayout layout = new PairLayout(new int[count], new long[count]);
    for (int row = 0; row < count; row++) {
      layout.roles[row] = (int) flat[row * COLUMNS];
      for (int piece = COLUMNS - 1; piece >= 1; piece--) {
        layout.keys[row] = (layout.keys[row] << PIECE_BITS) | (long) flat[row * COLUMNS + piece];
      }
    }
    return layout;
  }
}
