package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.norm.RmsNorm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all attention layers of one forward pass share: the batch, who sees whom in it, and rotary
 * tables, which are computed once however many layers turn by them.
 */
public final class AttentionPass {
  /** A number of tokens that stands for all there are. */
  private static final int ALL = -1;

  private final DeviceTokens tokens;
  private final Visibility visibility;
  private final Optional<CachedTokens> cached;
  private final Map<Rotary, List<NDArray>> tables = new HashMap<>();

  /** A pass over {@code tokens}, whose owner also owns the tables. */
  public AttentionPass(DeviceTokens tokens, Visibility visibility) {
    this(tokens, visibility, Optional.empty());
  }

  private AttentionPass(DeviceTokens tokens, Visibility visibility, Optional<CachedTokens> cached) {
    this.tokens = tokens;
    this.visibility = visibility;
    this.cached = cached;
  }

  /** A causal pass over tokens that go on the sequences of a cache. */
  public static AttentionPass over(CachedTokens cached) {
    return new AttentionPass(cached.tokens(), Visibility.CAUSAL, Optional.of(cached));
  }

  /** The cache that the tokens go on, if there is one. */
  public Optional<CachedTokens> cached() {
    return cached;
  }

  /** The batch. */
  public DeviceTokens tokens() {
    return tokens;
  }

  /** The table of {@code rotary} for this batch, in the form that kernels take. */
  public List<NDArray> table(Rotary rotary) {
    return tables.computeIfAbsent(rotary, r -> r.table(tokens));
  }

  /**
   * Attention of every token to those that it sees of its own sequence.
   *
   * @param qkv queries, keys and values side by side, {@code [tokens, (heads + 2 · key-value heads)
   *     · head width]}
   * @param table what turns queries and keys, as {@link #table} gives it, or nothing
   * @param headNorms of each head's query and of its key, or none
   * @param dropout of weights; none over a cache
   * @return {@code [tokens, heads · head width]}
   */
  public NDArray attend(
      Kernels kernels,
      NDArray qkv,
      AttentionShape shape,
      List<NDArray> table,
      List<RmsNorm> headNorms,
      Dropout.Mask dropout) {
    HeadNorms norms = HeadNorms.of(headNorms);
    if (cached.isPresent()) {
      return attend(kernels, qkv, shape, table, norms, cached.get());
    }
    return kernels.call(
        "grouped_attention",
        qkv,
        tokens.runLengths(),
        tokens.runCounts(),
        prefixes(),
        table,
        norms.weights(),
        new long[] {shape.heads(), shape.keyValueHeads()},
        norms.epsilon(),
        norms.offset(),
        before(shape),
        after(shape),
        shape.scale(),
        shape.cap(),
        dropout.keys(),
        dropout.salt(),
        dropout.probability());
  }

  /** The same in the light of what a cache remembers, which then remembers these tokens too. */
  private static NDArray attend(
      Kernels kernels,
      NDArray qkv,
      AttentionShape shape,
      List<NDArray> table,
      HeadNorms norms,
      CachedTokens cached) {
    return kernels.call(
        "cached_attention",
        qkv,
        cached.nextLayer(qkv, shape.keyValueHeads(), shape.headWidth()),
        cached.slots(),
        cached.tokens().positions(),
        cached.tokens().runLengths(),
        cached.tokens().runCounts(),
        cached.reach(),
        table,
        norms.weights(),
        new long[] {shape.heads(), shape.keyValueHeads()},
        norms.epsilon(),
        norms.offset(),
        before(shape),
        shape.scale(),
        shape.cap());
  }

  /** The norms of each head's query and of its key as kernels take them; without any, zeros. */
  private record HeadNorms(List<NDArray> weights, double epsilon, double offset) {
    static HeadNorms of(List<RmsNorm> norms) {
      return norms.isEmpty()
          ? new HeadNorms(List.of(), 0, 0)
          : new HeadNorms(
              norms.stream().map(norm -> norm.weight().value()).toList(),
              norms.get(0).epsilon(),
              norms.get(0).offset());
    }
  }

  private long[] prefixes() {
    return visibility instanceof Visibility.Prefix prefix
        ? Arrays.stream(prefix.lengths()).asLongStream().toArray()
        : new long[0];
  }

  /** How many tokens back a token sees. */
  private static int before(AttentionShape shape) {
    return shape.window().map(window -> window - 1).orElse(ALL);
  }

  /** How many tokens ahead a token sees; a window reaches as far as it does back. */
  private int after(AttentionShape shape) {
    return visibility instanceof Visibility.Bidirectional ? before(shape) : 0;
  }
}
