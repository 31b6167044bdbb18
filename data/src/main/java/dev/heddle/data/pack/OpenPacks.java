package dev.heddle.data.pack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Packs being filled, found by their free room: one queue for each amount of room, and a bit for
 * each queue that is not empty, so that the tightest fit is the next bit set.
 */
final class OpenPacks {

  private record Placed(int[] sequence, int arrival) {}

  private static final class OpenPack {
    private final List<Placed> placed = new ArrayList<>();
    private int room;

    private OpenPack(int room) {
      this.room = room;
    }

    private void put(Placed one) {
      placed.add(one);
      room -= one.sequence().length;
    }

    /** In the order of arrival, which keeps pieces of one document in its order. */
    private Pack closed() {
      placed.sort(Comparator.comparingInt(Placed::arrival));
      return new Pack(placed.stream().map(Placed::sequence).toList());
    }
  }

  private final int capacity;
  private final List<OpenPack> packs = new ArrayList<>();
  private final List<Deque<OpenPack>> byRoom;
  private final BitSet rooms;

  OpenPacks(int capacity) {
    this.capacity = capacity;
    this.byRoom = new ArrayList<>(capacity);
    for (int room = 0; room < capacity; room++) {
      byRoom.add(null);
    }
    this.rooms = new BitSet(capacity);
  }

  static void checkLength(int[] sequence, int capacity) {
    if (sequence.length < 1 || sequence.length > capacity) {
      throw new IllegalArgumentException(
          "Cannot pack a sequence: length=%d; must be from 1 to %d"
              .formatted(sequence.length, capacity));
    }
  }

  /** Puts the sequence where it leaves the least room, or into a new pack. */
  void put(int[] sequence, int arrival) {
    OpenPack pack = takeTightest(sequence.length);
    pack.put(new Placed(sequence, arrival));
    if (pack.room > 0) {
      giveBack(pack);
    }
  }

  /** Hands on every pack, in the order in which they were opened. */
  void close(Consumer<Pack> ready) {
    packs.forEach(pack -> ready.accept(pack.closed()));
  }

  private OpenPack takeTightest(int length) {
    int room = rooms.nextSetBit(length);
    if (room < 0) {
      OpenPack opened = new OpenPack(capacity);
      packs.add(opened);
      return opened;
    }
    Deque<OpenPack> queue = byRoom.get(room);
    OpenPack tightest = queue.remove();
    rooms.set(room, !queue.isEmpty());
    return tightest;
  }

  private void giveBack(OpenPack pack) {
    if (byRoom.get(pack.room) == null) {
      byRoom.set(pack.room, new ArrayDeque<>());
    }
    byRoom.get(pack.room).add(pack);
    rooms.set(pack.room);
  }
}
