package dev.heddle.data.clean;

import java.util.Optional;

/**
 * What cleaning decided about one document.
 *
 * @param text what is left of the text; of a dropped document, the text that was judged
 * @param dropped why the document is left out; empty if it stays
 */
public record Verdict(String text, Optional<DropReason> dropped) {

  static Verdict keep(String text) {
    return new Verdict(text, Optional.empty());
  }

  static Verdict drop(String text, DropReason reason) {
    return new Verdict(text, Optional.of(reason));
  }

  public boolean isKept() {
    return dropped.isEmpty();
  }
}
