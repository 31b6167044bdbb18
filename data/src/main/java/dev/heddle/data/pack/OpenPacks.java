package dev.heddle.data.pack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Packs being filled, found by their free room: one queue for each amount of room, and a bit for
 * each queue that is not empty, so that the tightest fit is the next bit set.
 */
final class OpenPacks {

  private static final class OpenPack {
    private final List<Integer> arrivals = new ArrayList<>();
    private int room;

    private OpenPack(int room) {
      this.room = room;
    }

    private void put(int arrival, int length) {
      arrivals.add(arrival);
      room -= length;
    }
  }

  private final int capacity;
  private final List<Sequence> sequences;
  private final List<OpenPack> packs = new ArrayList<>();
  private final List<Deque<OpenPack>> byRoom;
  private final BitSet rooms;

  /**
   * @param sequences what is to be packed, by arrival
   */
  OpenPacks(int capacity, List<Sequence> sequences) {
    this.capacity = capacity;
    this.sequences = sequences;
    this.byRoom = new ArrayList<>(capacity);
    for (int room = 0; room < capacity; room++) {
      byRoom.add(null);
    }
    this.rooms = new BitSet(capacity);
  }

  static void checkLength(Sequence sequence, int capacity) {
    if (sequence.length() < 1 || sequence.length() > capacity) {
      throw new IllegalArgumentException(
          "Cannot pack a sequence: length=%d; must be from 1 to %d"
              .formatted(sequence.length(), capacity));
    }
  }

  /** Puts a sequence where it leaves the least room, or into a new pack. */
  void put(int arrival) {
    int length = sequences.get(arrival).length();
    OpenPack pack = takeTightest(length);
    pack.put(arrival, length);
    if (pack.room > 0) {
      giveBack(pack);
    }
  }

  /** Hands on every pack, in the order in which they were opened. */
  void close(Consumer<Pack> ready) {
    packs.forEach(pack -> ready.accept(closed(pack)));
  }

  /** In the order of arrival, which keeps pieces of one document in its order. */
  private Pack closed(OpenPack pack) {
    return new Pack(pack.arrivals.stream().sorted().map(sequences::get).toList());
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
