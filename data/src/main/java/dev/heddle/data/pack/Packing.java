package dev.heddle.data.pack;

/** How sequences share the length of a training sample. */
public enum Packing {
  /** Several sequences a pack, each put where it leaves the least room. */
  BEST_FIT,
  /**
   * Documents end to end, cut where a pack is full: full rows, as causal models are pretrained on.
   */
  WRAPPED,
  /** One sequence a pack. */
  NONE;

  /** The longest sequence that may be handed to the packer of packs of so many tokens. */
  public int longestSequence(int maxSeqLength) {
    return this == WRAPPED ? Integer.MAX_VALUE : maxSeqLength;
  }
}
