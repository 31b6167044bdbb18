package dev.heddle.models.engine;

/** What becomes of a layer's intermediate results between its forward and its backward pass. */
public enum Activations {
  /** They are kept, which costs memory. */
  KEPT,
  /**
   * Only the layer's input is kept; the rest is computed again in the backward pass, which costs
   * another forward pass (Chen et al. 2016, arXiv:1604.06174).
   */
  RECOMPUTED
}
