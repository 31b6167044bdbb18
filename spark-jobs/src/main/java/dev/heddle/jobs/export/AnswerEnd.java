package dev.heddle.jobs.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.data.chat.BuiltInTemplate;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.models.generation.StoredGeneration;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lets generation end where an answer does: a model that learnt to chat by a built-in template ends
 * its answers with a token that its settings of generation do not know yet.
 */
final class AnswerEnd {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDS = "eos_token_id";

  private final Storage storage;
  private final Optional<String> token;

  AnswerEnd(Storage storage, RunSettings settings) {
    this.storage = storage;
    this.token =
        settings
            .dataset()
            .chatTemplate()
            .flatMap(BuiltInTemplate::find)
            .flatMap(BuiltInTemplate::endOfTurn);
  }

  /**
   * Adds the token's id to those that end a text.
   *
   * @param folder of a model or an adapter, with its tokenizer; its settings of generation are
   *     changed, or made of the ends that {@code config} names
   */
  void writeInto(URI folder, JsonNode config) {
    token.ifPresent(text -> write(folder, config, id(folder, text)));
  }

  private int id(URI folder, String text) {
    URI file = Storage.below(folder, TokenizerFiles.TOKENIZER);
    try (Tokenizer tokenizer = NativeTokenizer.load(TokenizerFiles.read(storage, file))) {
      int[] ids = tokenizer.encode(text);
      if (ids.length != 1) {
        throw new IllegalStateException(
            "Cannot export: %s is %d tokens in %s; the chat template needs it as one; prepare again"
                .formatted(text, ids.length, file));
      }
      return ids[0];
    }
  }

  private void write(URI folder, JsonNode config, int id) {
    URI file = Storage.below(folder, StoredGeneration.FILE);
    boolean isThere = storage.exists(file);
    ObjectNode settings = isThere ? parse(file) : JSON.createObjectNode();
    JsonNode known = isThere ? settings.path(ENDS) : config.path(ENDS);
    settings.set(ENDS, with(known, id));
    storage.replace(file, settings.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  /** One id or several, or nothing; then the new one, unless it is among them. */
  private static ArrayNode with(JsonNode known, int id) {
    ArrayNode ends = JSON.createArrayNode();
    if (known.isIntegralNumber()) {
      ends.add(known.asInt());
    }
    known.elements().forEachRemaining(ends::add);
    for (JsonNode end : ends) {
      if (end.asInt() == id) {
        return ends;
      }
    }
    return ends.add(id);
  }

  private ObjectNode parse(URI file) {
    try {
      return (ObjectNode) JSON.readTree(new String(storage.read(file), StandardCharsets.UTF_8));
    } catch (JsonProcessingException | ClassCastException failure) {
      throw new IllegalStateException(
          "Cannot export: file=" + file + "; it holds no JSON object; save the model again",
          failure);
    }
  }
}
