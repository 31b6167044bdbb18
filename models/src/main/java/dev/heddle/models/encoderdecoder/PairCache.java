package dev.heddle.models.encoderdecoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.attention.KeyValueCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a decoder remembers of targets that it writes token by token: their keys and values, the
 * encoder's memory of their sources, and the keys and values that each layer made of that memory,
 * once. Nothing here is recorded for a backward pass.
 */
public final class PairCache implements AutoCloseable {
  private final TensorEngine engine;
  private final Scope owner;
  private final KeyValueCache targets;

  /** The memory, then keys and values layer by layer. */
  private final List<NDArray> ofSources = new ArrayList<>();

  private PackedTokens source;

  /**
   * A cache without targets, which the caller closes.
   *
   * @param memory what the encoder made of {@code source}; the cache takes it over
   */
  public PairCache(TensorEngine engine, NDArray memory, PackedTokens source) {
    this.engine = engine;
    this.owner = engine.scope();
    this.targets = new KeyValueCache(engine);
    this.source = source;
    ofSources.add(owner.adopt(memory));
  }

  /** The targets. */
  KeyValueCache targets() {
    return targets;
  }

  /** The encoder's result, {@code [source tokens, width]}. */
  NDArray memory() {
    return ofSources.get(0);
  }

  /** Which of {@code next} belong to which sources. */
  PairedRuns runs(PackedTokens next) {
    return PairedRuns.of(next, source).with(new CachedSources(this));
  }

  NDArray layer(int index, Supplier<NDArray> first) {
    if (ofSources.size() == index + 1) {
      ofSources.add(owner.adopt(first.get()));
    }
    return ofSources.get(index + 1);
  }

  /**
   * Keeps some pairs, in the order given, and forgets the others; two native calls for all layers.
   *
   * @param pairs their numbers at present
   */
  public void keep(int[] pairs) {
    targets.keep(pairs);
    int[] rows = rowsOf(pairs);
    try (Scope scope = owner.inner()) {
      NDArray[] kept =
          engine.kernels().callAll("selected_rows", ofSources, scope.longs(rows, rows.length));
      ofSources.forEach(NDArray::close);
      ofSources.clear();
      Arrays.stream(kept).map(owner::adopt).forEach(ofSources::add);
    }
    int[] ids = Arrays.stream(rows).map(row -> source.inputIds()[row]).toArray();
    int[] lengths = Arrays.stream(pairs).map(pair -> source.lengths()[pair]).toArray();
    source = new PackedTokens(ids, lengths);
  }

  private int[] rowsOf(int[] pairs) {
    int[] starts = source.starts();
    return Arrays.stream(pairs)
        .flatMap(i -> IntStream.range(starts[i], starts[i] + source.lengths()[i]))
        .toArray();
  }

  /** Frees its arrays. */
  @Override
  public void close() {
    targets.close();
    owner.close();
  }
}
