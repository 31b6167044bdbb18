package dev.heddle.data.examples;

import dev.heddle.data.source.FieldChoice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the texts of pairs stand.
 *
 * @param columns what a corpus calls {@code anchor}, {@code positive}, {@code negative} and {@code
 *     negative_1} …, where it does not use these names or those that other programs give them
 */
record PairFields(Map<String, String> columns) implements FieldChoice, Serializable {

  static final String ANCHOR = "anchor";
  static final String POSITIVE = "positive";
  static final String NEGATIVE = "negative";

  /** What other programs call the same; the first that a row has counts. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          ANCHOR, List.of(ANCHOR, "query", "question", "sentence1"),
          POSITIVE, List.of(POSITIVE, "document", "answer", "sentence2"));

  private static final Pattern NEGATIVES = Pattern.compile(NEGATIVE + "(?:_(\\d{1,6}))?");

  /** Copies the map and checks its names. */
  PairFields {
    columns = Map.copyOf(columns);
    for (String role : columns.keySet()) {
      if (!NAMES.containsKey(role) && !NEGATIVES.matcher(role).matches()) {
        throw new IllegalArgumentException(
            "Cannot prepare: dataset.columns.%s=%s; pairs have the fields anchor, positive, negative and negative_1 and so on; correct the name"
                .formatted(role, columns.get(role)));
      }
    }
  }

  @Override
  public boolean takes(String name) {
    boolean isNamed = columns.containsValue(name);
    return isNamed
        || names(ANCHOR).contains(name)
        || names(POSITIVE).contains(name)
        || isNegative(name);
  }

  /**
   * The texts of a row: anchor, positive, negatives by their numbers.
   *
   * @return by their own names; empty if anchor or positive is blank
   * @throws IllegalArgumentException if anchor or positive is not there
   */
  Optional<Map<String, String>> texts(Map<String, String> row) {
    Map<String, String> texts = new HashMap<>();
    texts.put(ANCHOR, value(ANCHOR, row));
    texts.put(POSITIVE, value(POSITIVE, row));
    row.keySet().stream()
        .filter(this::isNegative)
        .forEach(name -> putNegative(name, row.get(name), texts));
    columns.keySet().stream()
        .filter(role -> NEGATIVES.matcher(role).matches())
        .forEach(role -> putNegative(role, row.get(columns.get(role)), texts));
    boolean isEmpty = texts.get(ANCHOR).isBlank() || texts.get(POSITIVE).isBlank();
    return isEmpty ? Optional.empty() : Optional.of(texts);
  }

  /** The texts that {@link #texts} gave, in the order of a sample's sequences. */
  static List<String> inOrder(Map<String, String> texts) {
    Stream<String> negatives =
        texts.keySet().stream()
            .filter(name -> NEGATIVES.matcher(name).matches())
            .sorted(Comparator.comparingInt(PairFields::number))
            .map(texts::get);
    List<String> ordered = new ArrayList<>(List.of(texts.get(ANCHOR), texts.get(POSITIVE)));
    negatives.forEach(ordered::add);
    return ordered;
  }

  private static void putNegative(String role, String text, Map<String, String> texts) {
    if (text != null && !text.isBlank()) {
      texts.put(role, text);
    }
  }

  private String value(String role, Map<String, String> row) {
    List<String> names = names(role);
    return names.stream()
        .filter(row::containsKey)
        .findFirst()
        .map(row::get)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it has no field %s; pairs are read of files with fields, or of format java_methods; name the field by dataset.columns.%s"
                        .formatted(String.join(", ", names), role)));
  }

  private List<String> names(String role) {
    return columns.containsKey(role) ? List.of(columns.get(role)) : NAMES.get(role);
  }

  /** Whether a field is a negative by its own name; not where another field is to be that one. */
  private boolean isNegative(String name) {
    return !columns.containsKey(name) && NEGATIVES.matcher(name).matches();
  }

  private static int number(String name) {
    Matcher matcher = NEGATIVES.matcher(name);
    return matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
