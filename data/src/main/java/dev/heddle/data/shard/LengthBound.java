package dev.heddle.data.shard;

/** What of a sample {@code max_seq_length} bounds. */
public enum LengthBound {
  /** All its tokens: sequences share the room. */
  SAMPLE,
  /** Each of its sequences. */
  SEQUENCE
}
