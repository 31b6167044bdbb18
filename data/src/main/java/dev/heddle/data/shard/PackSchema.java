package dev.heddle.data.shard;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * The columns of a shard, lists in the form that Spark, Arrow and pandas read: two that every pack
 * has, and those of its layout behind them.
 */
final class PackSchema {

  static final String INPUT_IDS = "input_ids";
  static final String SEQUENCE_LENGTHS = "sequence_lengths";

  /** What every pack has. */
  static final List<String> OWN = List.of(INPUT_IDS, SEQUENCE_LENGTHS);

  private static final String LIST =
      """
      required group %s (LIST) {
        repeated group list {
          required int32 element;
        }
      }
      """;

  private PackSchema() {}

  static boolean isOwn(String name) {
    return OWN.contains(name);
  }

  /** The columns of packs, in the order in which they are written. */
  static MessageType of(List<SampleColumn> columns) {
    String lists =
        Stream.concat(OWN.stream(), columns.stream().map(SampleColumn::name))
            .map(LIST::formatted)
            .collect(Collectors.joining());
    return MessageTypeParser.parseMessageType("message pack {" + lists + "}");
  }

  /** Where the numbers of a column are. */
  static ColumnDescriptor column(MessageType schema, String name) {
    return schema.getColumnDescription(new String[] {name, "list", "element"});
  }
}
