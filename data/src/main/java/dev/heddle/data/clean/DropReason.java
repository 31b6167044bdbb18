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
  NEAR_DUPLICATE;

  /** The name under which cases are counted: {@code dropped_too_short}. */
  public String countName() {
    return "dropped_" + name().toLowerCase(Locale.ROOT);
  }
}
