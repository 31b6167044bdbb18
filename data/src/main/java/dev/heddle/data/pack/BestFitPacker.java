package dev.heddle.data.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Best-fit decreasing within a window (Johnson 1974): of the sequences held back, the longest goes
 * first, and each goes into the pack where it leaves the least room. A sequence that fills a pack
 * alone is never held back. Same sequences in, same packs out.
 */
public final class BestFitPacker implements Packer {

  private static final Comparator<Sequence> LONGEST_FIRST =
      Comparator.comparingInt(Sequence::length).reversed();

  private final int capacity;
  private final int window;
  private final List<Sequence> waiting = new ArrayList<>();

  /**
   * @param capacity tokens of a pack
   * @param window sequences held back at most
   */
  public BestFitPacker(int capacity, int window) {
    if (capacity < 1 || window < 1) {
      throw new IllegalArgumentException(
          "Cannot pack: capacity=%d window=%d; both must be 1 or above"
              .formatted(capacity, window));
    }
    this.capacity = capacity;
    this.window = window;
  }

  @Override
  public void add(Sequence sequence, Consumer<Pack> ready) {
    OpenPacks.checkLength(sequence, capacity);
    if (sequence.length() == capacity) {
      ready.accept(new Pack(List.of(sequence)));
      return;
    }
    waiting.add(sequence);
    if (waiting.size() == window) {
      finish(ready);
    }
  }

  @Override
  public void finish(Consumer<Pack> ready) {
    OpenPacks packs = new OpenPacks(capacity, waiting);
    for (int i : longestFirst()) {
      packs.put(i);
    }
    packs.close(ready);
    waiting.clear();
  }

  /** Positions in the window; equal lengths in the order of arrival. */
  private int[] longestFirst() {
    List<Integer> order = new ArrayList<>(waiting.size());
    for (int i = 0; i < waiting.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(waiting::get, LONGEST_FIRST));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
