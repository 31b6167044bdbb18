package dev.heddle.data.shard;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * Takes the columns of a row group straight into arrays: several times faster than assembling
 * records value by value.
 */
final class RowGroupReader {

  private final PageReadStore pages;
  private final ColumnReadStoreImpl columns;
  private final List<SampleColumn> extra;
  private final MessageType schema;
  private final int rows;

  /**
   * Takes over an open row group.
   *
   * @param createdBy the writer that the file names, for the sake of old writers' known faults
   */
  RowGroupReader(PageReadStore pages, List<SampleColumn> extra, String createdBy) {
    this.pages = pages;
    this.extra = extra;
    this.schema = PackSchema.of(extra);
    this.columns = new ColumnReadStoreImpl(pages, root(), schema, createdBy);
    this.rows = Math.toIntExact(pages.getRowCount());
  }

  /**
   * Packs of the row group.
   *
   * @param firstIndex number of the first
   */
  PackedSample[] packs(long firstIndex) throws IOException {
    int[][] ids = lists(PackSchema.INPUT_IDS);
    int[][] lengths = lists(PackSchema.SEQUENCE_LENGTHS);
    Map<String, int[][]> others = new LinkedHashMap<>();
    for (SampleColumn column : extra) {
      others.put(column.name(), lists(column.name()));
    }
    PackedSample[] packs = new PackedSample[rows];
    Arrays.setAll(
        packs, row -> new PackedSample(firstIndex + row, ids[row], lengths[row], row(others, row)));
    return packs;
  }

  private static Map<String, int[]> row(Map<String, int[][]> columns, int row) {
    if (columns.isEmpty()) {
      return Map.of();
    }
    Map<String, int[]> values = new HashMap<>();
    columns.forEach((name, lists) -> values.put(name, lists[row]));
    return values;
  }

  /** One array a row. */
  private int[][] lists(String name) throws IOException {
    ColumnDescriptor column = PackSchema.column(schema, name);
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
