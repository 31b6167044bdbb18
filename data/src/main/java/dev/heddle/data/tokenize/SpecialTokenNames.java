package dev.heddle.data.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which token plays which role: by what the tokenizer's side files say, else by the names in
 * common use.
 */
final class SpecialTokenNames {

  private static final String PAD = "pad_token";
  private static final String UNKNOWN = "unk_token";
  private static final String CLS = "cls_token";
  private static final String SEP = "sep_token";
  private static final String MASK = "mask_token";
  private static final String BOS = "bos_token";
  private static final String EOS = "eos_token";

  /** Names in common use, by the roles' keys in side files. */
  private static final Map<String, List<String>> COMMON =
      Map.of(
          PAD, List.of("[PAD]", "<pad>", "<|padding|>", "<|pad|>"),
          UNKNOWN, List.of("[UNK]", "<unk>"),
          CLS, List.of("[CLS]", "<cls>"),
          SEP, List.of("[SEP]", "<sep>"),
          MASK, List.of("[MASK]", "<mask>", "<|mask|>"),
          BOS, List.of("[BOS]", "<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>"),
          EOS, List.of("[EOS]", "</s>", "<eos>", "<|endoftext|>", "<|end_of_text|>", "<|im_end|>"));

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
    return of(definition, files).tokens();
  }

  /**
   * The roles that no token plays and that some new tokens are fit for by their names.
   *
   * @return the new tokens by the keys of the roles
   */
  static Map<String, String> vacant(
      TokenizerDefinition definition, TokenizerFiles files, List<String> texts) {
    SpecialTokenNames present = of(definition, files);
    Map<String, String> vacant = new TreeMap<>();
    for (String text : texts) {
      COMMON.forEach(
          (key, names) -> {
            if (names.contains(text) && present.role(key).isEmpty()) {
              vacant.putIfAbsent(key, text);
            }
          });
    }
    return vacant;
  }

  private static SpecialTokenNames of(TokenizerDefinition definition, TokenizerFiles files) {
    List<ObjectNode> sideFiles =
        List.of(files.configTree(), files.specialTokensTree()).stream()
            .flatMap(Optional::stream)
            .toList();
    return new SpecialTokenNames(definition, sideFiles);
  }

  private SpecialTokens tokens() {
    return new SpecialTokens(
        role(PAD), role(UNKNOWN), role(CLS), role(SEP), role(MASK), role(BOS), role(EOS), special);
  }

  /** The role's id; a token that a side file names counts as special even if not marked so. */
  private OptionalInt role(String key) {
    OptionalInt named =
        sideFiles.stream().map(file -> content(file.path(key))).flatMapToInt(this::id).findFirst();
    OptionalInt found =
        named.isPresent() ? named : COMMON.get(key).stream().flatMapToInt(this::id).findFirst();
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
