package dev.heddle.data.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@code tokenizer.json} says, as far as it matters outside the native library.
 *
 * @param tokens every token by id, as the vocabulary writes it; null where ids have gaps
 * @param added the added tokens, in the file's order
 * @param kind how words are marked
 * @param continuation the mark of a continued word in a word-piece vocabulary, else empty
 * @param wordsAreIndependent whether each word of {@link PreTokenizer} has ids that do not depend
 *     on its neighbours, so that they can be remembered
 * @param needsComposedText whether that holds only for text in Unicode's normal form C
 */
record TokenizerDefinition(
    List<String> tokens,
    List<AddedToken> added,
    VocabularyKind kind,
    String continuation,
    boolean wordsAreIndependent,
    boolean needsComposedText) {

  static TokenizerDefinition parse(ObjectNode file) {
    List<AddedToken> added = addedTokens(file.path("added_tokens"));
    JsonNode model = file.path("model");
    boolean composes = isType(file.path("normalizer"), "NFC");
    return new TokenizerDefinition(
        tokens(model.path("vocab"), added),
        added,
        kind(file),
        model.path("continuing_subword_prefix").asText(""),
        wordsAreIndependent(file) && (composes || isAbsent(file.path("normalizer"))),
        composes);
  }

  private static List<AddedToken> addedTokens(JsonNode entries) {
    List<AddedToken> added = new ArrayList<>();
    for (JsonNode entry : entries) {
      String content = entry.path("content").asText();
      added.add(
          new AddedToken(entry.path("id").asInt(), content, entry.path("special").asBoolean()));
    }
    return List.copyOf(added);
  }

  private static List<String> tokens(JsonNode vocabulary, List<AddedToken> added) {
    List<String> tokens = new ArrayList<>();
    if (vocabulary.isArray()) {
      vocabulary.forEach(scored -> tokens.add(scored.path(0).asText()));
    } else {
      vocabulary
          .properties()
          .forEach(entry -> place(tokens, entry.getValue().asInt(), entry.getKey()));
    }
    added.forEach(token -> place(tokens, token.id(), token.content()));
    return tokens;
  }

  private static void place(List<String> tokens, int id, String token) {
    while (tokens.size() <= id) {
      tokens.add(null);
    }
    tokens.set(id, token);
  }

  private static VocabularyKind kind(ObjectNode file) {
    if (mentions(file.path("pre_tokenizer"), "ByteLevel")
        || mentions(file.path("decoder"), "ByteLevel")) {
      return VocabularyKind.BYTE_LEVEL;
    }
    if (isType(file.path("model"), "WordPiece") || isType(file.path("decoder"), "WordPiece")) {
      return VocabularyKind.WORD_PIECE;
    }
    boolean hasSpaceMark =
        mentions(file.path("pre_tokenizer"), "Metaspace")
            || mentions(file.path("decoder"), "Metaspace")
            || file.path("normalizer").toString().contains(WordBoundaries.SPACE_MARK);
    return hasSpaceMark ? VocabularyKind.SENTENCE_PIECE : VocabularyKind.WORDS;
  }

  private static boolean wordsAreIndependent(ObjectNode file) {
    JsonNode words = file.path("pre_tokenizer");
    JsonNode model = file.path("model");
    return isType(words, "ByteLevel")
        && !words.path("add_prefix_space").asBoolean(true)
        && words.path("use_regex").asBoolean(true)
        && isType(model, "BPE")
        && isAbsent(model.path("dropout"));
  }

  private static boolean mentions(JsonNode step, String type) {
    if (isType(step, type)) {
      return true;
    }
    for (String list : List.of("pretokenizers", "decoders")) {
      for (JsonNode part : step.path(list)) {
        if (mentions(part, type)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isType(JsonNode step, String type) {
    return type.equals(step.path("type").asText());
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
