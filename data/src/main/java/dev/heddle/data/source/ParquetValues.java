package dev.heddle.data.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Values of Parquet rows as text: single ones as they are, nested ones as JSON in which lists are
 * arrays and structures objects without their nulls.
 */
final class ParquetValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ParquetValues() {}

  /** The value of a column; empty if it is null. */
  static Optional<String> text(Group row, Type column) {
    JsonNode value = field(row, column);
    if (value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(value.isValueNode() ? value.asText() : value.toString());
  }

  private static JsonNode field(Group group, Type type) {
    int index = group.getType().getFieldIndex(type.getName());
    int count = group.getFieldRepetitionCount(index);
    if (type.isRepetition(Repetition.REPEATED)) {
      ArrayNode values = JSON.arrayNode();
      for (int i = 0; i < count; i++) {
        values.add(value(group, type, index, i));
      }
      return values;
    }
    return count == 0 ? JSON.nullNode() : value(group, type, index, 0);
  }

  private static JsonNode value(Group group, Type type, int field, int index) {
    if (type.isPrimitive()) {
      return single(group, type, field, index);
    }
    Group inner = group.getGroup(field, index);
    GroupType structure = type.asGroupType();
    boolean isList = LogicalTypeAnnotation.listType().equals(structure.getLogicalTypeAnnotation());
    return isList ? list(inner, structure.getType(0)) : object(inner, structure);
  }

  /** A list has one repeated group, whose only field is the element. */
  private static JsonNode list(Group list, Type repeated) {
    boolean isWrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
    if (!isWrapped) {
      return field(list, repeated);
    }
    Type element = repeated.asGroupType().getType(0);
    ArrayNode values = JSON.arrayNode();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      values.add(field(list.getGroup(0, i), element));
    }
    return values;
  }

  private static JsonNode object(Group group, GroupType type) {
    ObjectNode object = JSON.objectNode();
    for (Type field : type.getFields()) {
      JsonNode value = field(group, field);
      if (!value.isNull()) {
        object.set(field.getName(), value);
      }
    }
    return object;
  }

  private static JsonNode single(Group group, Type type, int field, int index) {
    PrimitiveTypeName kind = type.asPrimitiveType().getPrimitiveTypeName();
    return switch (kind) {
      case INT32 -> JSON.numberNode(group.getInteger(field, index));
      case INT64 -> JSON.numberNode(group.getLong(field, index));
      case BOOLEAN -> JSON.booleanNode(group.getBoolean(field, index));
      case FLOAT -> JSON.numberNode(group.getFloat(field, index));
      case DOUBLE -> JSON.numberNode(group.getDouble(field, index));
      default -> JSON.textNode(group.getString(field, index));
    };
  }
}
