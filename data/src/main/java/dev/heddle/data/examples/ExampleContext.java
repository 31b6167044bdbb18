package dev.heddle.data.examples;

import dev.heddle.data.source.Tally;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import java.util.List;

/**
 * What making samples needs to know.
 *
 * @param tokenizer makes the ids
 * @param files the tokenizer came from; they may say more, such as how chats are written
 * @param labels names of the classes in the order of their numbers; empty for forms without
 * @param tally counts what is cut or left out
 */
public record ExampleContext(
    Tokenizer tokenizer, TokenizerFiles files, List<String> labels, Tally tally) {

  /** Copies the list. */
  public ExampleContext {
    labels = List.copyOf(labels);
  }
}
