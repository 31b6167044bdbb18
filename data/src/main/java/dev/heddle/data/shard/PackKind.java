package dev.heddle.data.shard;

/** What packs hold besides tokens. */
public enum PackKind {
  /** Nothing. */
  PLAIN,
  /** A label for every sequence, and where its second text starts. */
  LABELLED
}
