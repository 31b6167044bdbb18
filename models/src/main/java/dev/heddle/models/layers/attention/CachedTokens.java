package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import java.util.List;

/**
 * Tokens that go on sequences of a cache: one forward pass over them. Layers are told apart by the
 * order in which they attend, which is the same in every pass.
 */
public final class CachedTokens {
  private final KeyValueCache cache;
  private final DeviceTokens tokens;
  private final NDArray slots;
  private final long[] reach;
  private int layer;

  CachedTokens(KeyValueCache cache, DeviceTokens tokens, NDArray slots, long[] reach) {
    this.cache = cache;
    this.tokens = tokens;
    this.slots = slots;
    this.reach = reach;
  }

  /** The tokens, with their places in their whole sequences. */
  public DeviceTokens tokens() {
    return tokens;
  }

  /** Whether they go on sequences that began before. */
  public boolean goOn() {
    return reach.length > 0;
  }

  /** Where the cache keeps each token, {@code [tokens]}, int64. */
  public NDArray slots() {
    return slots;
  }

  /**
   * The lengths of the shortest and of the longest sequence, these tokens among it; nothing where
   * sequences begin with these tokens.
   */
  public long[] reach() {
    return reach.clone();
  }

  /**
   * Keys and values of the layer that attends next, each {@code [sequences, capacity, key-value
   * heads, head width]}.
   *
   * @param like an array of the type that they have
   */
  public List<NDArray> nextLayer(NDArray like, int keyValueHeads, int headWidth) {
    return cache.layer(layer++, like, keyValueHeads, headWidth);
  }
}
