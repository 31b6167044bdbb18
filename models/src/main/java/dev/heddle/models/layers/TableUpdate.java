package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;

/** What an adapter makes of an {@link Embedding}'s vectors. */
public abstract class TableUpdate extends Layer {
  /** The changed vectors of {@code ids [tokens]}: {@code [tokens, width]}, fp32. */
  public abstract NDArray vectors(NDArray ids);

  /** All changed vectors, {@code [count, width]}, fp32. */
  public abstract NDArray table();
}
