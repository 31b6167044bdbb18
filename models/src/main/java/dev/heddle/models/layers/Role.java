package dev.heddle.models.layers;

/** What a parameter is for; optimizers choose weight decay by it. */
public enum Role {
  /** The matrix of a linear layer. */
  WEIGHT,
  /** An added vector of a linear layer. */
  BIAS,
  /** Scale or shift of a norm. */
  NORM,
  /** A table of vectors looked up by number. */
  EMBEDDING
}
