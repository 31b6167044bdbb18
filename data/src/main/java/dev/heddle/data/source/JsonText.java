package dev.heddle.data.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a text and some more values out of a JSON object without building the rest of it. */
final class JsonText {

  private final JsonFactory json;
  private final String column;
  private final List<String> columns;

  /**
   * @param column key of the text, at the object's top level
   * @param columns keys of further strings, numbers or booleans
   * @param mostBytes length of a line at most
   */
  JsonText(String column, List<String> columns, int mostBytes) {
    this.column = column;
    this.columns = columns;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxStringLength(mostBytes).build();
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /**
   * The values of an object in UTF-8; empty if the text is null.
   *
   * @throws IllegalArgumentException with the rule that the object breaks
   */
  Optional<JsonRow> read(byte[] bytes, int start, int length) {
    try (JsonParser parser = json.createParser(bytes, start, length)) {
      return read(parser);
    } catch (JsonProcessingException malformed) {
      throw notJson(malformed);
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot read JSON from memory", impossible);
    }
  }

  /** The same for an object in characters. */
  Optional<JsonRow> read(String object) {
    try (JsonParser parser = json.createParser(object)) {
      return read(parser);
    } catch (JsonProcessingException malformed) {
      throw notJson(malformed);
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot read JSON from memory", impossible);
    }
  }

  private Optional<JsonRow> read(JsonParser parser) throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
    boolean isFound = false;
    Optional<String> text = Optional.empty();
    Map<String, String> others = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals(column)) {
        isFound = true;
        text = text(parser, value);
      } else if (columns.contains(key)) {
        require(value.isScalarValue() && value != JsonToken.VALUE_NULL, key + " is no plain value");
        others.put(key, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    require(parser.nextToken() == null, "more than one JSON value stands on it");
    require(isFound, "it has no key dataset.text_column=" + column);
    for (String wanted : columns) {
      require(others.containsKey(wanted), "it has no key " + wanted);
    }
    return text.map(found -> new JsonRow(found, others));
  }

  private Optional<String> text(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    require(value == JsonToken.VALUE_STRING, "dataset.text_column=" + column + " is not a string");
    return Optional.of(parser.getText());
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static IllegalArgumentException notJson(JsonProcessingException malformed) {
    return new IllegalArgumentException(
        "it is not JSON (" + malformed.getOriginalMessage() + ")", malformed);
  }
}
