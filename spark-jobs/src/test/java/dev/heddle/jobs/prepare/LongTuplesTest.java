package dev.heddle.jobs.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LongTuplesTest {

  @Test
  void growsAndKeepsItsRows() {
    LongTuples table = new LongTuples(3);
    for (long row = 0; row < 1000; row++) {
      table.add(row, -row, Long.MAX_VALUE - row);
    }

    assertThat(table.rows()).isEqualTo(1000);
    assertThat(table.width()).isEqualTo(3);
    assertThat(table.at(999, 0)).isEqualTo(999);
    assertThat(table.at(500, 1)).isEqualTo(-500);
    assertThat(table.at(0, 2)).isEqualTo(Long.MAX_VALUE);
    assertThat(table.column(1)).hasSize(1000).startsWith(0, -1, -2).endsWith(-999);
  }

  @Test
  void takesRowsOfOtherTables() {
    LongTuples table = table(new long[] {1, 2});
    LongTuples other = table(new long[] {3, 4}, new long[] {5, 6});

    table.add(other, 1);
    table.addAll(other);
    table.addAll(new LongTuples(2));

    assertThat(rows(table))
        .containsExactly(List.of(1L, 2L), List.of(5L, 6L), List.of(3L, 4L), List.of(5L, 6L));
  }

  @Test
  void distinctRowsComeInOrderOfTheColumnsFromTheLeft() {
    LongTuples table =
        table(
            new long[] {2, 1},
            new long[] {1, 9},
            new long[] {-1, 0},
            new long[] {2, 1},
            new long[] {1, -9});

    assertThat(rows(table.distinct()))
        .containsExactly(List.of(-1L, 0L), List.of(1L, -9L), List.of(1L, 9L), List.of(2L, 1L));
    assertThat(table.rows()).isEqualTo(5);
  }

  /** Compared with the JDK's sorted set. */
  @Property(tries = 200)
  void distinctIsASortedSet(
      @ForAll @Size(max = 200) List<@Size(2) List<@LongRange(min = -5, max = 5) Long>> rows) {
    LongTuples table = new LongTuples(2);
    rows.forEach(row -> table.add(row.get(0), row.get(1)));
    TreeSet<List<Long>> expected =
        new TreeSet<>(
            (one, other) ->
                one.get(0).equals(other.get(0))
                    ? one.get(1).compareTo(other.get(1))
                    : one.get(0).compareTo(other.get(0)));
    expected.addAll(rows);

    assertThat(rows(table.distinct())).containsExactlyElementsOf(expected);
  }

  @Test
  void groupsAreTheRunsThatAgreeInTheFirstColumns() {
    LongTuples table =
        table(
            new long[] {1, 1, 1}, new long[] {1, 1, 2}, new long[] {1, 2, 2}, new long[] {3, 2, 2});

    assertThat(groups(table, 1)).containsExactly("0-3", "3-4");
    assertThat(groups(table, 2)).containsExactly("0-2", "2-3", "3-4");
    assertThat(groups(table, 3)).hasSize(4);
    assertThat(groups(new LongTuples(3), 1)).isEmpty();
  }

  @Test
  void serialisedTablesHoldTheirRowsAndNoSpareRoom() throws Exception {
    LongTuples table = new LongTuples(1);
    for (long row = 0; row < 1025; row++) {
      table.add(row);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(table.trimmed());
    }

    assertThat(bytes.size()).isBetween(1025 * Long.BYTES, 1025 * Long.BYTES + 300);
    try (ObjectInputStream stream =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      LongTuples copy = (LongTuples) stream.readObject();
      assertThat(rows(copy)).isEqualTo(rows(table));
      copy.add(7);
      assertThat(copy.at(1025, 0)).isEqualTo(7);
    }
  }

  private static LongTuples table(long[]... rows) {
    LongTuples table = new LongTuples(rows[0].length);
    for (long[] row : rows) {
      table.add(row);
    }
    return table;
  }

  private static List<List<Long>> rows(LongTuples table) {
    List<List<Long>> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      List<Long> values = new ArrayList<>();
      for (int column = 0; column < table.width(); column++) {
        values.add(table.at(row, column));
      }
      rows.add(values);
    }
    return rows;
  }

  private static List<String> groups(LongTuples table, int columns) {
    List<String> groups = new ArrayList<>();
    table.groups(columns, (start, end) -> groups.add(start + "-" + end));
    return groups;
  }
}
