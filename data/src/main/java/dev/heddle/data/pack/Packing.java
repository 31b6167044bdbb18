package dev.heddle.data.pack;

/** How sequences share the length of a training sample. */
public enum Packing {
  /** Several sequences a pack, each put where it leaves the least room. */
  BEST_FIT,
  /** One sequence a pack. */
  NONE
}
