package dev.heddle.data.source;

/** What to do with a document whose bytes are not UTF-8. */
public enum InvalidUtf8 {
  /** Put U+FFFD where the wrong bytes are, and count the document. */
  REPLACE,
  /** Leave the document out, and count it. */
  SKIP,
  /** Stop with an error that names the document. */
  FAIL
}
