package dev.heddle.objectives;

import java.util.List;

/**
 * What objectives know of the data.
 *
 * @param tokenizer what made its ids
 * @param labels names of the classes in the order of their numbers; empty for text without labels
 */
public record DataInfo(TokenizerInfo tokenizer, List<String> labels) {

  /** Copies the list. */
  public DataInfo {
    labels = List.copyOf(labels);
  }
}
