package dev.heddle.data.tokenize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes a trained byte-level BPE as the files that Hugging Face's {@code tokenizers} and {@code
 * transformers} load, with BERT's special tokens and its template {@code [CLS] $A [SEP]}.
 */
public final class ByteLevelBpeFiles {

  private static final String CLS = "[CLS]";
  private static final String SEP = "[SEP]";
  private static final String MASK = "[MASK]";

  /** The special tokens, in the order of their ids, by the names of their roles. */
  private static final List<Map.Entry<String, String>> ROLES =
      List.of(
          Map.entry("pad_token", "[PAD]"),
          Map.entry("unk_token", "[UNK]"),
          Map.entry("cls_token", CLS),
          Map.entry("sep_token", SEP),
          Map.entry("mask_token", MASK));

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectWriter WRITER =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  private ByteLevelBpeFiles() {}

  /** The special tokens that a vocabulary must begin with. */
  public static List<String> specialTokens() {
    return ROLES.stream().map(Map.Entry::getValue).toList();
  }

  /**
   * The files of a vocabulary.
   *
   * @param vocabulary begins with {@link #specialTokens()}
   * @param modelMaxLength tokens of the longest sequence the model will see
   */
  public static TokenizerFiles of(BpeVocabulary vocabulary, int modelMaxLength) {
    if (!vocabulary.specialTokens().equals(specialTokens())) {
      throw new IllegalArgumentException(
          "Cannot write tokenizer: its special tokens are %s; must be %s; train it with these"
              .formatted(vocabulary.specialTokens(), specialTokens()));
    }
    return new TokenizerFiles(
        text(tokenizer(vocabulary)), text(config(modelMaxLength)), text(roles(true)));
  }

  private static ObjectNode tokenizer(BpeVocabulary vocabulary) {
    ObjectNode file = NODES.objectNode();
    file.put("version", "1.0");
    file.putNull("truncation");
    file.putNull("padding");
    ArrayNode added = file.putArray("added_tokens");
    specialIds().forEach(id -> added.add(NODES.objectNode().put("id", id).setAll(described(id))));
    file.putNull("normalizer");
    file.set("pre_tokenizer", byteLevel().put("add_prefix_space", false));
    file.set("post_processor", template());
    file.set("decoder", byteLevel().put("add_prefix_space", true));
    file.set("model", model(vocabulary));
    return file;
  }

  private static ObjectNode byteLevel() {
    return NODES
        .objectNode()
        .put("type", "ByteLevel")
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private static ObjectNode template() {
    ObjectNode template = NODES.objectNode().put("type", "TemplateProcessing");
    ArrayNode single = template.putArray("single");
    single.add(special(CLS, 0)).add(sequence("A", 0)).add(special(SEP, 0));
    ArrayNode pair = template.putArray("pair").addAll(single);
    pair.add(sequence("B", 1)).add(special(SEP, 1));
    ObjectNode tokens = template.putObject("special_tokens");
    for (String token : List.of(CLS, SEP)) {
      ObjectNode entry = tokens.putObject(token).put("id", token);
      entry.putArray("ids").add(specialTokens().indexOf(token));
      entry.putArray("tokens").add(token);
    }
    return template;
  }

  private static ObjectNode special(String token, int type) {
    return part("SpecialToken", token, type);
  }

  private static ObjectNode sequence(String name, int type) {
    return part("Sequence", name, type);
  }

  private static ObjectNode part(String kind, String id, int type) {
    ObjectNode part = NODES.objectNode();
    part.putObject(kind).put("id", id).put("type_id", type);
    return part;
  }

  private static ObjectNode model(BpeVocabulary vocabulary) {
    ObjectNode model = NODES.objectNode().put("type", "BPE");
    List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")
        .forEach(model::putNull);
    List.of("fuse_unk", "byte_fallback", "ignore_merges").forEach(key -> model.put(key, false));
    List<String> tokens = vocabulary.tokens();
    ObjectNode ids = model.putObject("vocab");
    IntStream.range(0, tokens.size()).forEach(id -> ids.put(tokens.get(id), id));
    ArrayNode merges = model.putArray("merges");
    for (BytePair pair : vocabulary.merges()) {
      merges.addArray().add(tokens.get(pair.left())).add(tokens.get(pair.right()));
    }
    return model;
  }

  private static ObjectNode config(int modelMaxLength) {
    ObjectNode config = NODES.objectNode();
    ObjectNode added = config.putObject("added_tokens_decoder");
    specialIds().forEach(id -> added.set(Integer.toString(id), described(id)));
    config.put("clean_up_tokenization_spaces", false);
    config.setAll(roles(false));
    config.putArray("model_input_names").add("input_ids").add("attention_mask");
    config.put("model_max_length", modelMaxLength);
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    return config;
  }

  private static ObjectNode roles(boolean inFull) {
    ObjectNode roles = NODES.objectNode();
    specialIds()
        .forEach(
            id -> {
              ObjectNode full = described(id);
              full.remove("special");
              roles.set(ROLES.get(id).getKey(), inFull ? full : full.get("content"));
            });
    return roles;
  }

  /** As ModernBERT has it: a mask takes the space before it along, as word-initial tokens do. */
  private static ObjectNode described(int id) {
    String token = ROLES.get(id).getValue();
    return NODES
        .objectNode()
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", token.equals(MASK))
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static IntStream specialIds() {
    return IntStream.range(0, ROLES.size());
  }

  private static String text(ObjectNode file) {
    try {
      return WRITER.writeValueAsString(file) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write tokenizer: " + impossible, impossible);
    }
  }
}
