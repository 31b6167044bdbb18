package dev.heddle.jobs.prepare;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A table of longs, {@code [rows, width]}, in one array: what duplicates and links are found with.
 * A record object each would cost many times the memory, and most of the time of a shuffle.
 */
final class LongTuples implements Serializable {

  private static final long serialVersionUID = 1;

  /** Told about rows {@code start} to before {@code end} that agree. */
  @FunctionalInterface
  interface GroupSink {
    void accept(int start, int end);
  }

  private final int width;
  private long[] values;
  private int rows;

  LongTuples(int width) {
    this.width = width;
    this.values = new long[width * 8];
  }

  int rows() {
    return rows;
  }

  int width() {
    return width;
  }

  long at(int row, int column) {
    return values[row * width + column];
  }

  /** Adds a row of {@code width} values. */
  void add(long... row) {
    reserve(1);
    System.arraycopy(row, 0, values, rows * width, width);
    rows++;
  }

  /** Adds a row of another table of the same width. */
  void add(LongTuples other, int row) {
    reserve(1);
    System.arraycopy(other.values, row * width, values, rows * width, width);
    rows++;
  }

  void addAll(LongTuples other) {
    reserve(other.rows);
    System.arraycopy(other.values, 0, values, rows * width, other.rows * width);
    rows += other.rows;
  }

  /** The rows of a column; a copy. */
  long[] column(int column) {
    long[] found = new long[rows];
    for (int row = 0; row < rows; row++) {
      found[row] = at(row, column);
    }
    return found;
  }

  /** The rows in ascending order, column by column from the left, each once. */
  LongTuples distinct() {
    int[] order = new int[rows];
    Arrays.setAll(order, row -> row);
    sort(order, new int[rows], 0, rows);
    LongTuples distinct = new LongTuples(width);
    distinct.reserve(rows);
    for (int i = 0; i < rows; i++) {
      if (i == 0 || compare(order[i - 1], order[i]) != 0) {
        distinct.add(this, order[i]);
      }
    }
    return distinct.trimmed();
  }

  /** Finds the runs of rows that agree in the first columns; the rows are in order. */
  void groups(int columns, GroupSink sink) {
    int start = 0;
    for (int row = 1; row <= rows; row++) {
      if (row == rows || !agree(start, row, columns)) {
        sink.accept(start, row);
        start = row;
      }
    }
  }

  /** Gives spare room back, which serialising would write out. */
  LongTuples trimmed() {
    values = Arrays.copyOf(values, rows * width);
    return this;
  }

  private boolean agree(int one, int other, int columns) {
    for (int column = 0; column < columns; column++) {
      if (at(one, column) != at(other, column)) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int more) {
    int needed = Math.multiplyExact(rows + more, width);
    if (needed > values.length) {
      values = Arrays.copyOf(values, Math.max(needed, values.length * 2));
    }
  }

  /** Merge sort of row numbers; rows themselves would be costly to move. */
  private void sort(int[] order, int[] spare, int start, int end) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(order, spare, start, middle);
    sort(order, spare, middle, end);
    System.arraycopy(order, start, spare, start, end - start);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesLeft =
          right == end || (left < middle && compare(spare[left], spare[right]) <= 0);
      order[i] = takesLeft ? spare[left++] : spare[right++];
    }
  }

  private int compare(int one, int other) {
    return Arrays.compare(
        values, one * width, (one + 1) * width, values, other * width, (other + 1) * width);
  }
}
