package dev.heddle.data.shard;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * The columns of a shard, lists in the form that Spark, Arrow and pandas read: two a pack, and two
 * more where sequences have labels.
 */
final class PackSchema {

  static final String INPUT_IDS = "input_ids";
  static final String SEQUENCE_LENGTHS = "sequence_lengths";

  static final String LABELS = "labels";
  static final String PAIR_STARTS = "pair_starts";

  private static final List<String> PLAIN = List.of(INPUT_IDS, SEQUENCE_LENGTHS);
  private static final List<String> LABELLED =
      List.of(INPUT_IDS, SEQUENCE_LENGTHS, LABELS, PAIR_STARTS);

  private static final String LIST =
      """
      required group %s (LIST) {
        repeated group list {
          required int32 element;
        }
      }
      """;

  private PackSchema() {}

  /** The columns of packs with labels or without. */
  static MessageType of(PackKind kind) {
    String lists =
        (kind == PackKind.LABELLED ? LABELLED : PLAIN)
            .stream().map(LIST::formatted).collect(Collectors.joining());
    return MessageTypeParser.parseMessageType("message pack {" + lists + "}");
  }

  /** What a file with these columns holds. */
  static PackKind kind(MessageType schema) {
    return schema.containsField(LABELS) ? PackKind.LABELLED : PackKind.PLAIN;
  }

  static ColumnDescriptor column(String name) {
    return of(PackKind.LABELLED).getColumnDescription(new String[] {name, "list", "element"});
  }
}
