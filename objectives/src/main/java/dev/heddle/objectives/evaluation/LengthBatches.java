package dev.heddle.objectives.evaluation;

import dev.heddle.models.PackedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToIntFunction;

/**
 * Cuts a row of sequences into batches of a bounded number of tokens. Some batches' worth of
 * sequences are sorted by length first, since neighbours of equal length are computed together.
 */
public final class LengthBatches<T> implements Iterator<List<T>> {

  private static final int SORTED_TOGETHER = 16;

  private final Iterator<T> source;
  private final ToIntFunction<T> length;
  private final int tokens;
  private List<T> pool = List.of();
  private int taken;

  /**
   * @param tokens in a batch at most, unless a single sequence has more
   * @param length tokens of a sequence
   */
  public LengthBatches(Iterator<T> source, int tokens, ToIntFunction<T> length) {
    this.source = source;
    this.tokens = tokens;
    this.length = length;
  }

  @Override
  public boolean hasNext() {
    return taken < pool.size() || source.hasNext();
  }

  @Override
  public List<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (taken == pool.size()) {
      fill();
    }
    int start = taken;
    long held = 0;
    do {
      held += length.applyAsInt(pool.get(taken++));
    } while (taken < pool.size() && held + length.applyAsInt(pool.get(taken)) <= tokens);
    return List.copyOf(pool.subList(start, taken));
  }

  private void fill() {
    List<T> found = new ArrayList<>();
    long held = 0;
    while (source.hasNext() && held < (long) SORTED_TOGETHER * tokens) {
      T sequence = source.next();
      held += length.applyAsInt(sequence);
      found.add(sequence);
    }
    int[] lengths = found.stream().mapToInt(length).toArray();
    pool = Arrays.stream(PackedTokens.orderByLength(lengths)).mapToObj(found::get).toList();
    taken = 0;
  }
}
