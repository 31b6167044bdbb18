package dev.heddle.data.shard;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The columns of a shard: two lists a pack, in the form that Spark, Arrow and pandas read. */
final class PackSchema {

  static final String INPUT_IDS = "input_ids";
  static final String SEQUENCE_LENGTHS = "sequence_lengths";

  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message pack {
            required group input_ids (LIST) {
              repeated group list {
                required int32 element;
              }
            }
            required group sequence_lengths (LIST) {
              repeated group list {
                required int32 element;
              }
            }
          }
          """);

  private PackSchema() {}

  static ColumnDescriptor column(String name) {
    return SCHEMA.getColumnDescription(new String[] {name, "list", "element"});
  }
}
