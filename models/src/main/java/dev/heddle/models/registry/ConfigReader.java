package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.models.Vocabulary;
import java.util.OptionalInt;

/** Reads keys of a Hugging Face config; an absent key and null mean the default. */
public record ConfigReader(JsonNode config) {

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

  /** The vocabulary: its size and the ids of special tokens. */
  public Vocabulary vocabulary() {
    return new Vocabulary(
        integer("vocab_size", 0),
        id("pad_token_id"),
        id("cls_token_id"),
        id("sep_token_id"),
        id("bos_token_id"),
        id("eos_token_id"));
  }

  /** An id; of several, as some decoders have to end a text, the first. */
  private OptionalInt id(String key) {
    JsonNode all = config.path(key);
    JsonNode value = all.isArray() ? all.path(0) : all;
    return value.isIntegralNumber() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
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
