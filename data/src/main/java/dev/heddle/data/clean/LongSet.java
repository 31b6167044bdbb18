package dev.heddle.data.clean;

/** A set of well mixed 64-bit hashes: open addressing, room for twice what is expected. */
final class LongSet {

  private final long[] slots;
  private boolean hasZero;

  /**
   * @param expected the most values that will be added
   */
  LongSet(int expected) {
    this.slots = new long[Integer.highestOneBit(Math.max(1, expected)) << 2];
  }

  /** False if the value was there already. */
  boolean add(long value) {
    if (value == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    int at = (int) value & (slots.length - 1);
    while (slots[at] != 0) {
      if (slots[at] == value) {
        return false;
      }
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = value;
    return true;
  }
}
