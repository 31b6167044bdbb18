package dev.heddle.data.clean;

import java.util.Locale;

/** Why a document was left out. */
public enum DropReason {
  /** Nothing but white space, or nothing was left. */
  EMPTY,
  TOO_SHORT,
  TOO_LONG,
  /** A program wrote it. */
  GENERATED,
  LONG_WORDS,
  FEW_ALPHANUMERICS,
  REPEATED_LINE,
  DUPLICATE_NGRAMS,
  EXACT_DUPLICATE,
  NEAR_DUPLICATE,
  /** A text of the example has no tokens. */
  NO_TOKENS,
  /** Not one token of an answer lies within {@code max_seq_length}. */
  NO_ANSWER,
  /** The chat template does not take the conversation. */
  REFUSED_CHAT;

  /** The name under which cases are counted: {@code dropped_too_short}. */
  public String countName() {
    return "dropped_" + name().toLowerCase(Locale.ROOT);
  }
}
