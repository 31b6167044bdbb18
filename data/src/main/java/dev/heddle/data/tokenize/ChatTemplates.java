package dev.heddle.data.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Chat templates in {@code tokenizer_config.json}: one, or several with names. */
final class ChatTemplates {

  private static final String STANDARD = "default";

  private ChatTemplates() {}

  static Optional<String> ofConfig(ObjectNode config) {
    JsonNode content = config.path("chat_template");
    if (content.isTextual()) {
      return Optional.of(content.asText());
    }
    return StreamSupport.stream(content.spliterator(), false)
        .filter(named -> named.path("name").asText().equals(STANDARD))
        .map(named -> named.path("template").asText())
        .findFirst();
  }
}
