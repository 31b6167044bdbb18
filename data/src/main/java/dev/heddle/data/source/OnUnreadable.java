package dev.heddle.data.source;

/** What to do with a file, line or row that cannot be read. */
public enum OnUnreadable {
  /** Name it, count it and go on with the next one. */
  SKIP,
  /** Stop with an error that names it. */
  FAIL
}
