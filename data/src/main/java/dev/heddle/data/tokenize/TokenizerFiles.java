package dev.heddle.data.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a tokenizer as Hugging Face lays them out.
 *
 * @param tokenizer content of {@code tokenizer.json}
 * @param config content of {@code tokenizer_config.json}, or null
 * @param specialTokens content of {@code special_tokens_map.json}, or null
 * @param chatTemplate content of {@code chat_template.jinja}, or null
 */
public record TokenizerFiles(
    String tokenizer, String config, String specialTokens, String chatTemplate)
    implements Serializable {

  public static final String TOKENIZER = "tokenizer.json";
  public static final String CONFIG = "tokenizer_config.json";
  public static final String SPECIAL_TOKENS = "special_tokens_map.json";

  /** Where a chat template stands by itself; older folders have it in {@link #CONFIG}. */
  public static final String CHAT_TEMPLATE = "chat_template.jinja";

  static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** Of a tokenizer without a chat template of its own. */
  public TokenizerFiles(String tokenizer, String config, String specialTokens) {
    this(tokenizer, config, specialTokens, null);
  }

  /**
   * Reads a tokenizer from a folder, or from a {@code tokenizer.json} and what lies beside it.
   *
   * @throws TokenizerException when there is no {@code tokenizer.json}
   */
  public static TokenizerFiles read(Storage storage, URI place) {
    if (!storage.exists(place)) {
      throw new TokenizerException(
          "Cannot load tokenizer: tokenizer.path=%s; nothing is there; name a tokenizer.json or the folder that holds it"
              .formatted(place));
    }
    boolean isFolder = storage.status(place).isFolder();
    URI folder = isFolder ? place : place.resolve(".");
    URI tokenizer = isFolder ? Storage.below(place, TOKENIZER) : place;
    if (!storage.exists(tokenizer)) {
      throw new TokenizerException(
          "Cannot load tokenizer: tokenizer.path=%s; the folder holds no %s; save the tokenizer in Hugging Face's fast format"
              .formatted(place, TOKENIZER));
    }
    return new TokenizerFiles(
        text(storage, tokenizer),
        optionalText(storage, Storage.below(folder, CONFIG)),
        optionalText(storage, Storage.below(folder, SPECIAL_TOKENS)),
        optionalText(storage, Storage.below(folder, CHAT_TEMPLATE)));
  }

  /** Writes the files into a folder, in place of those with the same names. */
  public void write(Storage storage, URI folder) {
    storage.replace(Storage.below(folder, TOKENIZER), tokenizer.getBytes(StandardCharsets.UTF_8));
    if (config != null) {
      storage.replace(Storage.below(folder, CONFIG), config.getBytes(StandardCharsets.UTF_8));
    }
    if (specialTokens != null) {
      storage.replace(
          Storage.below(folder, SPECIAL_TOKENS), specialTokens.getBytes(StandardCharsets.UTF_8));
    }
    if (chatTemplate != null) {
      storage.replace(
          Storage.below(folder, CHAT_TEMPLATE), chatTemplate.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * The same tokenizer with special tokens that it lacks, behind all others and in the order given.
   * Text that spells one of them becomes that one token; all other text is encoded as before. A
   * token with the usual name of a role that nothing plays, such as {@code <mask>}, gets that role.
   *
   * @return this where nothing is lacking
   * @throws TokenizerException if the ids of the tokenizer have gaps
   */
  public TokenizerFiles withSpecialTokens(List<String> texts) {
    TokenizerDefinition definition = TokenizerDefinition.parse(tokenizerTree());
    List<String> missing = TokenAddition.missing(definition, texts);
    return missing.isEmpty() ? this : new TokenAddition(this, definition, missing).result();
  }

  /** The number of rows an embedding needs, as {@link Tokenizer#vocabularySize} says it. */
  public int vocabularySize() {
    return TokenizerDefinition.parse(tokenizerTree()).tokens().size();
  }

  /**
   * SHA-256 of {@code tokenizer.json} in hexadecimal digits: of its content, not its layout, and
   * without truncation and padding, which never apply here.
   */
  public String fingerprint() {
    try {
      ObjectNode content = tokenizerTree();
      Object sortable = JSON.treeToValue(content, Object.class);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(sortable));
      return HexFormat.of().formatHex(digest);
    } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot fingerprint a tokenizer: " + impossible, impossible);
    }
  }

  /** The same with a chat template in place of its own. */
  public TokenizerFiles withChatTemplate(String text) {
    return new TokenizerFiles(tokenizer, config, specialTokens, text);
  }

  /** The chat template: of a file of its own, else of the config, there the one named default. */
  public Optional<String> chatTemplateText() {
    return Optional.ofNullable(chatTemplate)
        .or(() -> configTree().flatMap(content -> ChatTemplates.ofConfig(content)));
  }

  /** The texts of the tokens with a role, by the role's key, such as {@code eos_token}. */
  public Map<String, String> specialTexts() {
    Map<String, String> texts = new TreeMap<>();
    Stream.of(specialTokensTree(), configTree())
        .flatMap(Optional::stream)
        .forEach(content -> texts.putAll(SpecialTokenNames.texts(content)));
    return texts;
  }

  /** {@code tokenizer.json} with truncation and padding switched off. */
  ObjectNode tokenizerTree() {
    ObjectNode content = parse(TOKENIZER, tokenizer);
    content.putNull("truncation");
    content.putNull("padding");
    return content;
  }

  Optional<ObjectNode> configTree() {
    return Optional.ofNullable(config).map(text -> parse(CONFIG, text));
  }

  Optional<ObjectNode> specialTokensTree() {
    return Optional.ofNullable(specialTokens).map(text -> parse(SPECIAL_TOKENS, text));
  }

  static ObjectNode parse(String name, String text) {
    try {
      JsonNode content = JSON.readTree(text);
      if (content instanceof ObjectNode object) {
        return object;
      }
      throw new TokenizerException(
          "Cannot load tokenizer: %s holds no JSON object; save the tokenizer again"
              .formatted(name));
    } catch (JsonProcessingException failure) {
      throw new TokenizerException(
          "Cannot load tokenizer: %s is not JSON: %s; save the tokenizer again"
              .formatted(name, failure.getOriginalMessage()),
          failure);
    }
  }

  private static String text(Storage storage, URI file) {
    return new String(storage.read(file), StandardCharsets.UTF_8);
  }

  private static String optionalText(Storage storage, URI file) {
    return storage.exists(file) ? text(storage, file) : null;
  }
}
