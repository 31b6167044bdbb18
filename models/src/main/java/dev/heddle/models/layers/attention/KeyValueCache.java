package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys and values of sequences that are written token by token, so that a token is computed
 * once. Every layer has two arrays {@code [sequences, capacity, key-value heads, head width]} in
 * the type of its products; capacity grows in blocks, by half at least, and there is one native
 * call for all layers when it does. Nothing here is recorded for a backward pass.
 */
public final class KeyValueCache implements AutoCloseable {
  private static final int BLOCK = 64;

  private final TensorEngine engine;
  private final Scope owner;
  private final List<NDArray> arrays = new ArrayList<>();
  private int[] lengths = {};
  private int capacity;

  /** An empty cache, which the caller closes. */
  public KeyValueCache(TensorEngine engine) {
    this.engine = engine;
    this.owner = engine.scope();
  }

  /** How many tokens of each sequence it remembers. */
  public int[] lengths() {
    return lengths.clone();
  }

  /** The lengths that sequences have with {@code next}, which are theirs in the same order. */
  public int[] lengthsWith(PackedTokens next) {
    return isEmpty()
        ? next.lengths()
        : IntStream.range(0, lengths.length).map(i -> lengths[i] + next.lengths()[i]).toArray();
  }

  /**
   * Makes room for what comes next: whole sequences in an empty cache, else one token of each.
   *
   * @param scope owns the arrays of the result
   * @throws IllegalArgumentException when that is not what {@code next} holds
   */
  public CachedTokens extend(PackedTokens next, Scope scope) {
    boolean starts = isEmpty();
    if (!starts) {
      requireOneEach(next);
    }
    lengths = lengthsWith(next);
    makeRoom(Arrays.stream(lengths).max().orElse(0));
    DeviceTokens tokens = placed(next, scope);
    NDArray slots = scope.longs(slots(next), next.size());
    return new CachedTokens(this, tokens, slots, starts ? new long[0] : reach());
  }

  private void requireOneEach(PackedTokens next) {
    if (next.size() != lengths.length || next.lengths().length != lengths.length) {
      throw new IllegalArgumentException(
          "Cannot extend a cache: tokens=%d, sequences=%d; each of its %d sequences goes on by 1 token"
              .formatted(next.size(), next.lengths().length, lengths.length));
    }
  }

  /** Tokens at their places in the sequences of the cache. */
  private DeviceTokens placed(PackedTokens next, Scope scope) {
    DeviceTokens fresh = next.on(scope);
    int[] places = places(next);
    return new DeviceTokens(
        fresh.ids(),
        scope.longs(places, places.length),
        fresh.types(),
        fresh.runLengths(),
        fresh.runCounts(),
        List.of());
  }

  private int[] places(PackedTokens next) {
    int[] places = next.positions();
    int row = 0;
    for (int i = 0; i < lengths.length; i++) {
      int before = lengths[i] - next.lengths()[i];
      for (int k = 0; k < next.lengths()[i]; k++) {
        places[row++] += before;
      }
    }
    return places;
  }

  private long[] slots(PackedTokens next) {
    int[] places = places(next);
    long[] slots = new long[places.length];
    int row = 0;
    for (int i = 0; i < lengths.length; i++) {
      for (int k = 0; k < next.lengths()[i]; k++, row++) {
        slots[row] = (long) i * capacity + places[row];
      }
    }
    return slots;
  }

  private long[] reach() {
    return new long[] {
      Arrays.stream(lengths).min().orElse(0), Arrays.stream(lengths).max().orElse(0)
    };
  }

  private void makeRoom(int longest) {
    if (longest <= capacity) {
      return;
    }
    int wanted = Math.max(longest, capacity + capacity / 2);
    capacity = Math.multiplyExact((wanted + BLOCK - 1) / BLOCK, BLOCK);
    if (!arrays.isEmpty()) {
      replace(engine.kernels().callAll("grown_caches", arrays, capacity));
    }
  }

  /**
   * Keeps some sequences, in the order given, and forgets the others; one native call for all
   * layers.
   *
   * @param sequences their numbers at present
   */
  public void keep(int[] sequences) {
    lengths = Arrays.stream(sequences).map(i -> lengths[i]).toArray();
    if (!arrays.isEmpty()) {
      try (Scope scope = owner.inner()) {
        NDArray rows = scope.longs(sequences, sequences.length);
        replace(engine.kernels().callAll("selected_rows", arrays, rows));
      }
    }
  }

  private void replace(NDArray[] successors) {
    arrays.forEach(NDArray::close);
    arrays.clear();
    Arrays.stream(successors).map(owner::adopt).forEach(arrays::add);
  }

  /** Keys and values of a layer; the first pass makes them, layer after layer. */
  List<NDArray> layer(int index, NDArray like, int keyValueHeads, int headWidth) {
    if (arrays.size() == 2 * index) {
      NDArray[] fresh =
          engine
              .kernels()
              .callAll("empty_cache", like, lengths.length, capacity, keyValueHeads, headWidth);
      Arrays.stream(fresh).map(owner::adopt).forEach(arrays::add);
    }
    return arrays.subList(2 * index, 2 * index + 2);
  }

  private boolean isEmpty() {
    return lengths.length == 0;
  }

  /** Frees its arrays. */
  @Override
  public void close() {
    owner.close();
  }
}
