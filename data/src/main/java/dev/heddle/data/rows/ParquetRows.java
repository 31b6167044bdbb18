package dev.heddle.data.rows;

import dev.heddle.data.parquet.ParquetFile;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Rows of a Parquet file; only the columns asked for are read, one row group at a time. */
final class ParquetRows implements FileRows.Reader {

  private final URI file;
  private final ParquetFile parquet;
  private long row;

  ParquetRows(Storage storage, URI file, List<String> columns) throws IOException {
    this.file = file;
    this.parquet = new ParquetFile(storage, file, whole -> schema(columns, whole));
  }

  @Override
  public Optional<Row> next() throws IOException {
    Optional<Group> values = parquet.nextRow();
    values.ifPresent(found -> row++);
    return values.map(this::row);
  }

  @Override
  public void close() throws IOException {
    parquet.close();
  }

  private MessageType schema(List<String> columns, MessageType whole) {
    return new MessageType(
        whole.getName(), columns.stream().map(column -> type(column, whole)).toList());
  }

  private Type type(String column, MessageType whole) {
    if (!whole.containsField(column)) {
      throw RowException.at(
          "file=" + file,
          "it has no column %s; it has %s"
              .formatted(column, whole.getFields().stream().map(Type::getName).toList()));
    }
    Type type = whole.getType(column);
    boolean isValue =
        type.isPrimitive()
            && !type.isRepetition(Repetition.REPEATED)
            && type.asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.INT96;
    if (!isValue) {
      throw RowException.at(
          "file=" + file, "column %s is neither text nor a number: %s".formatted(column, type));
    }
    return type;
  }

  private Row row(Group values) {
    String where = "file=%s row=%d".formatted(file, row);
    Map<String, String> found = new HashMap<>();
    for (Type column : parquet.schema().getFields()) {
      String name = column.getName();
      if (values.getFieldRepetitionCount(name) == 0) {
        throw RowException.at(where, "%s=NULL is neither text nor a number".formatted(name));
      }
      found.put(name, text(values, column));
    }
    return new Row(where, found);
  }

  private static String text(Group values, Type column) {
    boolean isText = column.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    return isText
        ? values.getString(column.getName(), 0)
        : values.getValueToString(values.getType().getFieldIndex(column.getName()), 0);
  }
}
