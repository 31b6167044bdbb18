package dev.heddle.data.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conversations as JSON: what {@code messages} and {@code conversations} columns hold. */
public final class Conversations {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What ShareGPT calls the roles. */
  private static final Map<String, String> SHARE_GPT =
      Map.ofEntries(
          Map.entry("system", Message.SYSTEM),
          Map.entry("human", Message.USER),
          Map.entry("user", Message.USER),
          Map.entry("gpt", Message.ASSISTANT),
          Map.entry("chatgpt", Message.ASSISTANT),
          Map.entry("assistant", Message.ASSISTANT),
          Map.entry("model", Message.ASSISTANT),
          Map.entry("tool", Message.TOOL),
          Map.entry("observation", Message.TOOL));

  private Conversations() {}

  /**
   * The turns of {@code [{"role": …, "content": …}, …]}; content may also be a list of parts of
   * type {@code text}.
   *
   * @throws IllegalArgumentException with the rule that the text breaks
   */
  public static List<Message> ofMessages(String json) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode turn : turns(json, "messages")) {
      require(turn.path("tool_calls").isEmpty(), "messages have tool_calls, which are not read");
      messages.add(new Message(text(turn, "role", "messages"), content(turn.path("content"))));
    }
    return messages;
  }

  /**
   * The turns of ShareGPT's {@code [{"from": "human", "value": …}, …]}.
   *
   * @throws IllegalArgumentException with the rule that the text breaks
   */
  public static List<Message> ofShareGpt(String json) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode turn : turns(json, "conversations")) {
      String from = text(turn, "from", "conversations");
      String role = SHARE_GPT.get(from);
      require(
          role != null,
          "conversations have from=" + from + ", which is none of " + SHARE_GPT.keySet());
      messages.add(new Message(role, text(turn, "value", "conversations")));
    }
    return messages;
  }

  /** The JSON that {@link #ofMessages} reads. */
  public static String json(List<Message> messages) {
    ArrayNode turns = JSON.createArrayNode();
    for (Message message : messages) {
      ObjectNode turn = turns.addObject();
      turn.put("role", message.role()).put("content", message.content());
    }
    return turns.toString();
  }

  private static JsonNode turns(String json, String field) {
    JsonNode turns = parsed(json, field);
    require(turns.isArray(), field + " is not a list of turns");
    for (JsonNode turn : turns) {
      require(turn.isObject(), field + " has a turn that is no object");
    }
    return turns;
  }

  private static JsonNode parsed(String json, String field) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(field + " is not a list of turns", malformed);
    }
  }

  private static String text(JsonNode turn, String key, String field) {
    JsonNode value = turn.path(key);
    require(value.isTextual(), field + " has a turn without a text " + key);
    return value.textValue();
  }

  private static String content(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    require(content.isArray(), "messages has a turn without content");
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      Optional<JsonNode> said = Optional.of(part.path("text")).filter(JsonNode::isTextual);
      require(said.isPresent(), "messages has content other than text");
      text.append(said.get().textValue());
    }
    return text.toString();
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
