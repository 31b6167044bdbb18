package dev.heddle.data.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes a text and some more values out of a JSON object without building the rest of it. */
final class JsonText {

  private final JsonFactory json;
  private final RowFields fields;

  /**
   * @param fields keys at the object's top level; those required are strings, numbers or booleans
   * @param mostBytes length of a line at most
   */
  JsonText(RowFields fields, int mostBytes) {
    this.fields = fields;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxStringLength(mostBytes).build();
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /**
   * The values of an object in UTF-8; empty if the text is null. Optional values that are null are
   * left out, and nested ones given as JSON.
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
    boolean isFound = !fields.hasText();
    Optional<String> text = fields.hasText() ? Optional.empty() : Optional.of("");
    Map<String, String> others = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals(fields.text())) {
        isFound = true;
        text = text(parser, value);
      } else if (fields.required().contains(key)) {
        require(value.isScalarValue() && value != JsonToken.VALUE_NULL, key + " is no plain value");
        others.put(key, parser.getText());
      } else if (fields.optional().takes(key)) {
        optional(parser, value).ifPresent(found -> others.put(key, found));
      } else {
        parser.skipChildren();
      }
    }
    require(parser.nextToken() == null, "more than one JSON value stands on it");
    require(isFound, "it has no key dataset.text_column=" + fields.text());
    for (String wanted : fields.required()) {
      require(others.containsKey(wanted), "it has no key " + wanted);
    }
    return text.map(found -> new JsonRow(found, others));
  }

  private Optional<String> text(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    require(
        value == JsonToken.VALUE_STRING,
        "dataset.text_column=" + fields.text() + " is not a string");
    return Optional.of(parser.getText());
  }

  /** A nested value is copied as it stands. */
  private Optional<String> optional(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (value.isScalarValue()) {
      return Optional.of(parser.getText());
    }
    StringWriter copy = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(copy)) {
      generator.copyCurrentStructure(parser);
    }
    return Optional.of(copy.toString());
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
