package dev.heddle.data.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lays sequences of any length end to end and cuts where a pack is full, so that only the last pack
 * has room left. What lies behind a cut is a sequence of its own in the next pack.
 */
final class WrappingPacker implements Packer {

  private final int capacity;
  private final List<Sequence> open = new ArrayList<>();
  private int room;

  WrappingPacker(int capacity) {
    this.capacity = capacity;
    this.room = capacity;
  }

  @Override
  public void add(Sequence sequence, Consumer<Pack> ready) {
    OpenPacks.checkLength(sequence, Integer.MAX_VALUE);
    int start = 0;
    while (start < sequence.length()) {
      int end = Math.min(sequence.length(), start + room);
      open.add(sequence.part(start, end));
      room -= end - start;
      start = end;
      if (room == 0) {
        finish(ready);
      }
    }
  }

  @Override
  public void finish(Consumer<Pack> ready) {
    if (!open.isEmpty()) {
      ready.accept(new Pack(open));
      open.clear();
      room = capacity;
    }
  }
}
