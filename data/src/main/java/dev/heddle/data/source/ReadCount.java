package dev.heddle.data.source;

import java.util.Locale;

/** What readers count. */
public enum ReadCount {
  /** Files opened. */
  FILES,
  /** Documents handed on. */
  DOCUMENTS,
  /** Files, or the rest of a file, that could not be read. */
  UNREADABLE_FILES,
  /** Lines and rows that are no documents. */
  UNREADABLE_RECORDS,
  /** Lines and rows longer than a document may be. */
  OVERLONG_RECORDS,
  /** Rows whose text is null or empty. */
  EMPTY_RECORDS,
  /** Java files that could not be parsed, which are left out. */
  UNPARSED_SOURCES,
  /** Java files that say that a program wrote them, where methods are read. */
  GENERATED_SOURCES,
  /** Methods without a comment that describes them, or without anything to describe. */
  PLAIN_METHODS,
  /** Documents in which wrong bytes were replaced, or that were left out for them. */
  INVALID_UTF8;

  /** The name in a {@link Tally}: {@code read_unreadable_files}. */
  public String countName() {
    return "read_" + name().toLowerCase(Locale.ROOT);
  }
}
