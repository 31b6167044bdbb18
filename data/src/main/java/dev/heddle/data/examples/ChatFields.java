package dev.heddle.data.examples;

import dev.heddle.data.chat.Conversations;
import dev.heddle.data.chat.Message;
import dev.heddle.data.source.FieldChoice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the turns of a conversation stand.
 *
 * @param columns what a corpus calls the fields, where it does not use these names
 */
record ChatFields(Map<String, String> columns) implements FieldChoice, Serializable {

  static final String MESSAGES = "messages";
  private static final String CONVERSATIONS = "conversations";
  private static final String INSTRUCTION = "instruction";
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final String PROMPT = "prompt";
  private static final String COMPLETION = "completion";
  private static final String SYSTEM = "system";

  private static final List<String> NAMES =
      List.of(MESSAGES, CONVERSATIONS, INSTRUCTION, INPUT, OUTPUT, PROMPT, COMPLETION, SYSTEM);

  /** Copies the map and checks its names. */
  ChatFields {
    columns = Map.copyOf(columns);
    for (String field : columns.keySet()) {
      if (!NAMES.contains(field)) {
        throw new IllegalArgumentException(
            "Cannot prepare: dataset.columns.%s=%s; chats have the fields %s; correct the name"
                .formatted(field, columns.get(field), String.join(", ", NAMES)));
      }
    }
  }

  @Override
  public boolean takes(String name) {
    return NAMES.stream().anyMatch(field -> name(field).equals(name));
  }

  /**
   * The turns of a row, behind what its field {@code system} says. The first that it has of {@code
   * messages}, {@code conversations}, {@code instruction} and {@code prompt} counts.
   *
   * @throws IllegalArgumentException with the rule that the row breaks
   */
  List<Message> messages(Map<String, String> row) {
    Optional<List<Message>> whole =
        value(MESSAGES, row)
            .map(Conversations::ofMessages)
            .or(() -> value(CONVERSATIONS, row).map(Conversations::ofShareGpt));
    List<Message> turns = whole.orElseGet(() -> questionAndAnswer(row));
    boolean opensItself = !turns.isEmpty() && turns.get(0).role().equals(Message.SYSTEM);
    List<Message> messages = new ArrayList<>();
    value(SYSTEM, row)
        .filter(text -> !opensItself && !text.isBlank())
        .ifPresent(text -> messages.add(new Message(Message.SYSTEM, text)));
    messages.addAll(turns);
    return messages;
  }

  private List<Message> questionAndAnswer(Map<String, String> row) {
    if (value(INSTRUCTION, row).isPresent()) {
      return exchange(instruction(row), required(OUTPUT, row));
    }
    Optional<String> prompt = value(PROMPT, row);
    if (prompt.isEmpty()) {
      throw new IllegalArgumentException(
          "it has none of the fields %s; chats are read of files with fields, or of format java_methods; name the field by dataset.columns.%s"
              .formatted(
                  String.join(
                      ", ", name(MESSAGES), name(CONVERSATIONS), name(INSTRUCTION), name(PROMPT)),
                  MESSAGES));
    }
    return exchange(prompt.get(), required(COMPLETION, row));
  }

  /** What the instruction is about stands below it. */
  private String instruction(Map<String, String> row) {
    String instruction = required(INSTRUCTION, row);
    return value(INPUT, row)
        .filter(input -> !input.isBlank())
        .map(input -> instruction + '\n' + input)
        .orElse(instruction);
  }

  private static List<Message> exchange(String question, String answer) {
    return List.of(new Message(Message.USER, question), new Message(Message.ASSISTANT, answer));
  }

  private String required(String field, Map<String, String> row) {
    return value(field, row)
        .orElseThrow(() -> new IllegalArgumentException("it has no field " + name(field)));
  }

  private Optional<String> value(String field, Map<String, String> row) {
    return Optional.ofNullable(row.get(name(field)));
  }

  private String name(String field) {
    return columns.getOrDefault(field, field);
  }
}
