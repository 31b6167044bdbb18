package dev.heddle.data.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Templates for models that were never taught to chat. */
public enum BuiltInTemplate {
  /**
   * Turns between {@code <|im_start|>} and {@code <|im_end|>}, as Qwen and many others have them.
   */
  CHATML,
  /**
   * Headlines of plain text, for tokenizers that shall stay as they are; ends with {@code
   * eos_token}.
   */
  ALPACA;

  private static final String CHATML_END = "<|im_end|>";

  /** The template of a name in a run file. */
  public static Optional<BuiltInTemplate> find(String name) {
    return Arrays.stream(values()).filter(one -> one.key().equals(name)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(BuiltInTemplate::key).collect(Collectors.joining(", "));
  }

  /** Tokens that a tokenizer must have for the template to be short and unmistakable. */
  public List<String> specialTokens() {
    return this == CHATML ? List.of("<|im_start|>", CHATML_END) : List.of();
  }

  /** The special token that ends an answer, where the template has one of its own. */
  public Optional<String> endOfTurn() {
    return this == CHATML ? Optional.of(CHATML_END) : Optional.empty();
  }

  /** The template, in Jinja. */
  public String text() {
    String file = key() + ".jinja";
    try (InputStream content = BuiltInTemplate.class.getResourceAsStream(file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
