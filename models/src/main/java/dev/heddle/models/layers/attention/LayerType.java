package dev.heddle.models.layers.attention;

/** What a layer's tokens see, as {@code layer_types} in Hugging Face's configs says. */
public enum LayerType {
  /** The whole sequence. */
  FULL_ATTENTION,
  /** A window. */
  SLIDING_ATTENTION
}
