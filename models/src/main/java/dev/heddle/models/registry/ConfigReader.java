package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads keys of a Hugging Face config; an absent key and null mean the default. */
public record ConfigReader(JsonNode config) {
  private static final int CLASSES_UNLESS_SAID = 2;

  /** A whole number. */
  public int integer(String key, int otherwise) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return otherwise;
    }
    require(value.isIntegralNumber() && value.canConvertToInt(), key, "must be a whole number");
    return value.intValue();
  }

  /** A number. */
  public double number(String key, double otherwise) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return otherwise;
    }
    require(value.isNumber(), key, "must be a number");
    return value.doubleValue();
  }

  /** A text. */
  public String text(String key, String otherwise) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return otherwise;
    }
    require(value.isTextual(), key, "must be text");
    return value.textValue();
  }

  /** The keys of a section. */
  public ConfigReader section(String key) {
    require(config.path(key).isObject(), key, "must be a section of keys and values");
    return new ConfigReader(config.path(key));
  }

  /** Whether there is nothing under a key but its default. */
  public boolean isAbsent(String key) {
    return isAbsent(config.path(key));
  }

  /** True or false. */
  public boolean flag(String key, boolean otherwise) {
    JsonNode value = config.path(key);
    if (isAbsent(value)) {
      return otherwise;
    }
    require(value.isBoolean(), key, "must be true or false");
    return value.booleanValue();
  }

  /**
   * Refuses a config whose {@code key} is there and not {@code only}, which is all that Heddle
   * computes.
   */
  public void only(String key, String only) {
    JsonNode value = config.path(key);
    require(
        isAbsent(value) || value.asText().equals(only),
        key,
        "Heddle computes %s only".formatted(only));
  }

  /** What the head of the stored model is for: transformers names its class after it. */
  public Task task() {
    String name = config.path("architectures").path(0).asText();
    if (name.endsWith("ForSequenceClassification")) {
      return new Task.SequenceClassification(labels());
    }
    if (name.endsWith("ForTokenClassification")) {
      return new Task.TokenClassification(labels());
    }
    boolean hasHead = name.isEmpty() || name.contains("For") || name.endsWith("LMHeadModel");
    return hasHead ? Task.LANGUAGE_MODELLING : new Task.Embedding();
  }

  /** As transformers numbers and names them where the config does not. */
  private List<String> labels() {
    JsonNode names = config.path("id2label");
    int classes = names.isEmpty() ? integer("num_labels", CLASSES_UNLESS_SAID) : names.size();
    return IntStream.range(0, classes)
        .mapToObj(number -> names.path("" + number).asText("LABEL_" + number))
        .toList();
  }

  /** The vocabulary: its size and the ids of special tokens. */
  public Vocabulary vocabulary() {
    return new Vocabulary(
        integer("vocab_size", 0),
        id("pad_token_id"),
        id("cls_token_id"),
        id("sep_token_id"),
        id("bos_token_id"),
        id("eos_token_id"),
        ids("eos_token_id").skip(1).boxed().toList());
  }

  /** An id; of several, as some decoders have to end a text, the first. */
  private OptionalInt id(String key) {
    return ids(key).findFirst();
  }

  private IntStream ids(String key) {
    JsonNode value = config.path(key);
    return (value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value))
        .filter(JsonNode::isIntegralNumber)
        .mapToInt(JsonNode::intValue);
  }

  /** Refuses the config when a rule does not hold for {@code key}. */
  public void require(boolean holds, String key, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Cannot read a model's config: %s=%s; %s".formatted(key, config.path(key), rule));
    }
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
