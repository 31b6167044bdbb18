package dev.heddle.data.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which token plays which role: by what the tokenizer's side files say, else by the names in
 * common use.
 */
final class SpecialTokenNames {

  private static final List<String> PAD = List.of("[PAD]", "<pad>", "<|padding|>", "<|pad|>");
  private static final List<String> UNKNOWN = List.of("[UNK]", "<unk>");
  private static final List<String> CLS = List.of("[CLS]", "<cls>");
  private static final List<String> SEP = List.of("[SEP]", "<sep>");
  private static final List<String> MASK = List.of("[MASK]", "<mask>", "<|mask|>");
  private static final List<String> BOS =
      List.of("[BOS]", "<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>");
  private static final List<String> EOS =
      List.of("[EOS]", "</s>", "<eos>", "<|endoftext|>", "<|end_of_text|>", "<|im_end|>");

  private final List<ObjectNode> sideFiles;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Set<Integer> special;

  private SpecialTokenNames(TokenizerDefinition definition, List<ObjectNode> sideFiles) {
    this.sideFiles = sideFiles;
    definition.added().forEach(token -> ids.put(token.content(), token.id()));
    this.special =
        definition.added().stream()
            .filter(AddedToken::isSpecial)
            .map(AddedToken::id)
            .collect(Collectors.toSet());
  }

  static SpecialTokens find(TokenizerDefinition definition, TokenizerFiles files) {
    List<ObjectNode> sideFiles =
        List.of(files.configTree(), files.specialTokensTree()).stream()
            .flatMap(Optional::stream)
            .toList();
    return new SpecialTokenNames(definition, sideFiles).tokens();
  }

  private SpecialTokens tokens() {
    return new SpecialTokens(
        role("pad_token", PAD),
        role("unk_token", UNKNOWN),
        role("cls_token", CLS),
        role("sep_token", SEP),
        role("mask_token", MASK),
        role("bos_token", BOS),
        role("eos_token", EOS),
        special);
  }

  /** The role's id; a token that a side file names counts as special even if not marked so. */
  private OptionalInt role(String key, List<String> commonNames) {
    OptionalInt named =
        sideFiles.stream().map(file -> content(file.path(key))).flatMapToInt(this::id).findFirst();
    OptionalInt found =
        named.isPresent() ? named : commonNames.stream().flatMapToInt(this::id).findFirst();
    found.ifPresent(special::add);
    return found;
  }

  private IntStream id(String token) {
    Integer id = ids.get(token);
    return id == null ? IntStream.empty() : IntStream.of(id);
  }

  /** The texts of the tokens that a side file gives a role, by the role's key. */
  static Map<String, String> texts(ObjectNode sideFile) {
    Map<String, String> texts = new HashMap<>();
    sideFile
        .properties()
        .forEach(
            entry -> {
              String text = content(entry.getValue());
              if (entry.getKey().endsWith("_token") && !text.isEmpty() && !isFlag(entry)) {
                texts.put(entry.getKey(), text);
              }
            });
    return texts;
  }

  /** Keys such as {@code add_bos_token} say whether, not which. */
  private static boolean isFlag(Map.Entry<String, JsonNode> entry) {
    return entry.getValue().isBoolean();
  }

  /** Side files write a token as its text or as an object that holds it. */
  private static String content(JsonNode token) {
    return token.isObject() ? token.path("content").asText("") : token.asText("");
  }
}
