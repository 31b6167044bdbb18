package dev.heddle.data.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;

/** Takes one text out of a JSON object without building the rest of it. */
final class JsonText {

  private final JsonFactory json;
  private final String column;

  /**
   * @param column key of the text, at the object's top level
   * @param mostBytes length of a line at most
   */
  JsonText(String column, int mostBytes) {
    this.column = column;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxStringLength(mostBytes).build();
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /**
   * The text of an object in UTF-8; empty if it is null.
   *
   * @throws IllegalArgumentException with the rule that the object breaks
   */
  Optional<String> read(byte[] bytes, int start, int length) {
    try (JsonParser parser = json.createParser(bytes, start, length)) {
      return read(parser);
    } catch (JsonProcessingException malformed) {
      throw notJson(malformed);
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot read JSON from memory", impossible);
    }
  }

  /** The same for an object in characters. */
  Optional<String> read(String object) {
    try (JsonParser parser = json.createParser(object)) {
      return read(parser);
    } catch (JsonProcessingException malformed) {
      throw notJson(malformed);
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot read JSON from memory", impossible);
    }
  }

  private Optional<String> read(JsonParser parser) throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
    boolean isFound = false;
    Optional<String> text = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isText = parser.currentName().equals(column);
      JsonToken value = parser.nextToken();
      if (isText) {
        isFound = true;
        text = text(parser, value);
      } else {
        parser.skipChildren();
      }
    }
    require(parser.nextToken() == null, "more than one JSON value stands on it");
    require(isFound, "it has no key dataset.text_column=" + column);
    return text;
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
