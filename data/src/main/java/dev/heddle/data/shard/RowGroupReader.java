package dev.heddle.data.shard;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Takes the columns of a row group straight into arrays: several times faster than assembling
 * records value by value.
 */
final class RowGroupReader {

  private final PageReadStore pages;
  private final ColumnReadStoreImpl columns;
  private final PackKind kind;
  private final int rows;

  /**
   * Takes over an open row group.
   *
   * @param createdBy the writer that the file names, for the sake of old writers' known faults
   */
  RowGroupReader(PageReadStore pages, PackKind kind, String createdBy) {
    this.pages = pages;
    this.kind = kind;
    this.columns = new ColumnReadStoreImpl(pages, root(), PackSchema.of(kind), createdBy);
    this.rows = Math.toIntExact(pages.getRowCount());
  }

  /**
   * Packs of the row group.
   *
   * @param firstIndex number of the first
   */
  PackedSample[] packs(long firstIndex) throws IOException {
    int[][] ids = lists(PackSchema.column(PackSchema.INPUT_IDS));
    int[][] lengths = lists(PackSchema.column(PackSchema.SEQUENCE_LENGTHS));
    PackedSample[] packs = new PackedSample[rows];
    if (kind == PackKind.PLAIN) {
      Arrays.setAll(packs, row -> new PackedSample(firstIndex + row, ids[row], lengths[row]));
      return packs;
    }
    int[][] labels = lists(PackSchema.column(PackSchema.LABELS));
    int[][] pairs = lists(PackSchema.column(PackSchema.PAIR_STARTS));
    Arrays.setAll(
        packs,
        row -> new PackedSample(firstIndex + row, ids[row], lengths[row], labels[row], pairs[row]));
    return packs;
  }

  /** One array a row. */
  private int[][] lists(ColumnDescriptor column) throws IOException {
    int values = Math.toIntExact(pages.getPageReader(column).getTotalValueCount());
    ColumnReader reader = columns.getColumnReader(column);
    int[] all = new int[values];
    int[] starts = new int[rows + 1];
    int row = 0;
    int filled = 0;
    for (int value = 0; value < values; value++) {
      if (reader.getCurrentRepetitionLevel() == 0) {
        requireRow(row < rows, column);
        starts[row++] = filled;
      }
      if (reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
        all[filled++] = reader.getInteger();
      }
      reader.consume();
    }
    requireRow(row == rows, column);
    starts[rows] = filled;
    return cut(all, starts);
  }

  private void requireRow(boolean holds, ColumnDescriptor column) throws IOException {
    if (!holds) {
      throw new IOException(
          column.getPath()[0] + " has not one list for each of " + rows + " packs");
    }
  }

  private static int[][] cut(int[] all, int[] starts) {
    int[][] lists = new int[starts.length - 1][];
    for (int row = 0; row < lists.length; row++) {
      lists[row] = Arrays.copyOfRange(all, starts[row], starts[row + 1]);
    }
    return lists;
  }

  /** The library asks for a converter of every column; values are read past them. */
  private static GroupConverter root() {
    return group(group(group(new PrimitiveConverter() {})));
  }

  private static GroupConverter group(Converter child) {
    return new GroupConverter() {
      @Override
      public Converter getConverter(int fieldIndex) {
        return child;
      }

      @Override
      public void start() {}

      @Override
      public void end() {}
    };
  }
}
