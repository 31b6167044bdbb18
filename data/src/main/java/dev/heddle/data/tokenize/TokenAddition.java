package dev.heddle.data.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Special tokens put into the files of a tokenizer, as {@code tokenizers} and {@code transformers}
 * write them. A text that the vocabulary spells as one token already keeps that token's id; others
 * get the ids behind all that are there.
 */
final class TokenAddition {

  private final TokenizerFiles files;
  private final TokenizerDefinition definition;
  private final List<String> texts;

  /**
   * @param texts none of which is an added token of the files
   */
  TokenAddition(TokenizerFiles files, TokenizerDefinition definition, List<String> texts) {
    this.files = files;
    this.definition = definition;
    this.texts = List.copyOf(texts);
  }

  /** What of some texts a tokenizer does not have as added tokens, once each and in order. */
  static List<String> missing(TokenizerDefinition definition, List<String> texts) {
    Set<String> present =
        definition.added().stream().map(AddedToken::content).collect(Collectors.toSet());
    return texts.stream().distinct().filter(text -> !present.contains(text)).toList();
  }

  /** The files with the tokens. */
  TokenizerFiles result() {
    List<AddedToken> added = added();
    ObjectNode tokenizer = TokenizerFiles.parse(TokenizerFiles.TOKENIZER, files.tokenizer());
    added.forEach(
        token ->
            tokenizer
                .withArray("added_tokens")
                .add(
                    JsonNodeFactory.instance.objectNode().put("id", token.id()).setAll(of(token))));
    Map<String, String> roles = SpecialTokenNames.vacant(definition, files, texts);
    return new TokenizerFiles(
        text(tokenizer),
        files.configTree().map(config -> text(config(config, added, roles))).orElse(null),
        files.specialTokensTree().map(map -> text(named(map, roles))).orElse(null),
        files.chatTemplate());
  }

  private List<AddedToken> added() {
    List<AddedToken> added = new ArrayList<>();
    int next = firstFreeId();
    for (String text : texts) {
      int known = definition.tokens().indexOf(text);
      added.add(new AddedToken(known >= 0 ? known : next++, text, true));
    }
    return added;
  }

  /** Where {@code tokenizers} itself will put the next token; it counts and knows no gaps. */
  private int firstFreeId() {
    int free = definition.tokens().size();
    int gap = definition.tokens().indexOf(null);
    if (gap >= 0) {
      throw new TokenizerException(
          "Cannot add tokens %s: id=%d of the tokenizer stands for nothing; ids must have no gaps; save the tokenizer with these tokens in it"
              .formatted(texts, gap));
    }
    return free;
  }

  private ObjectNode config(ObjectNode config, List<AddedToken> added, Map<String, String> roles) {
    if (config.path("added_tokens_decoder") instanceof ObjectNode decoder) {
      added.forEach(token -> decoder.set(Integer.toString(token.id()), of(token)));
    }
    return named(config, roles);
  }

  /** A side file that names tokens by their roles, and those without a role in a list. */
  private ObjectNode named(ObjectNode file, Map<String, String> roles) {
    roles.forEach(file::put);
    boolean isRecent = file.path("extra_special_tokens").isArray();
    List<String> others = texts.stream().filter(text -> !roles.containsValue(text)).toList();
    if (!others.isEmpty()) {
      String key = isRecent ? "extra_special_tokens" : "additional_special_tokens";
      JsonNode list = file.path(key);
      others.forEach((list.isArray() ? file.withArray(key) : file.putArray(key))::add);
    }
    return file;
  }

  private static ObjectNode of(AddedToken token) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("content", token.content())
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static String text(ObjectNode file) {
    try {
      return TokenizerFiles.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write tokenizer: " + impossible, impossible);
    }
  }
}
