package dev.heddle.data.split;

/** What is held out as a whole. */
public enum SplitBy {
  /** Each document on its own. */
  DOCUMENT,
  /** All documents of a group, for instance of one library. */
  GROUP
}
