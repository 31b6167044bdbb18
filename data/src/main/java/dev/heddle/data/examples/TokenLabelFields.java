package dev.heddle.data.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.source.FieldChoice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the words of a text and their classes stand: two lists of equal length.
 *
 * @param columns what a corpus calls {@code tokens} and {@code tags}, where it does not use these
 *     names
 */
record TokenLabelFields(Map<String, String> columns) implements FieldChoice, Serializable {

  static final String TOKENS = "tokens";
  static final String TAGS = "tags";
  private static final List<String> FIELDS = List.of(TOKENS, TAGS);

  /** What published datasets call the classes; the first that a row has counts. */
  private static final List<String> USUAL_TAGS = List.of(TAGS, "ner_tags", "labels");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map and checks its names. */
  TokenLabelFields {
    columns = Map.copyOf(columns);
    for (String field : columns.keySet()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException(
            "Cannot prepare: dataset.columns.%s=%s; texts with classes of words have the fields %s; correct the name"
                .formatted(field, columns.get(field), String.join(", ", FIELDS)));
      }
    }
  }

  @Override
  public boolean takes(String name) {
    return name.equals(tokensName()) || tagsNames().contains(name);
  }

  /**
   * The words of a row and their classes.
   *
   * @throws IllegalArgumentException with the rule that the row breaks
   */
  TaggedWords of(Map<String, String> row) {
    List<String> words = list(tokensName(), value(row, List.of(tokensName())));
    List<String> tags = list(TAGS, value(row, tagsNames()));
    if (words.size() != tags.size()) {
      throw new IllegalArgumentException(
          "it has %d tokens and %d tags; every token needs one"
              .formatted(words.size(), tags.size()));
    }
    return new TaggedWords(words, tags);
  }

  private String tokensName() {
    return columns.getOrDefault(TOKENS, TOKENS);
  }

  private List<String> tagsNames() {
    return Optional.ofNullable(columns.get(TAGS)).map(List::of).orElse(USUAL_TAGS);
  }

  private static String value(Map<String, String> row, List<String> names) {
    return names.stream()
        .filter(row::containsKey)
        .findFirst()
        .map(row::get)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it has no field %s; name the field by dataset.columns"
                        .formatted(String.join(" or ", names))));
  }

  private static List<String> list(String field, String json) {
    List<String> values = new ArrayList<>();
    JsonNode list = parsed(json);
    if (!list.isArray()) {
      throw new IllegalArgumentException(field + " is not a list");
    }
    for (JsonNode value : list) {
      if (!value.isTextual() && !value.isIntegralNumber()) {
        throw new IllegalArgumentException(
            "%s has %s, which is neither text nor a whole number".formatted(field, value));
      }
      values.add(value.asText());
    }
    return values;
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }
}
