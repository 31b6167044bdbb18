package dev.heddle.data.pack;

import java.util.function.Consumer;

/** Puts sequences together into packs, holding back no more of them than it was told to. */
public interface Packer {

  /**
   * Takes one sequence, which must not change afterwards, and hands on the packs that are ready.
   *
   * @throws IllegalArgumentException if the sequence is empty, or longer than {@link
   *     Packing#longestSequence} allows
   */
  void add(Sequence sequence, Consumer<Pack> ready);

  /** Hands on everything held back; the packer can go on with other sequences. */
  void finish(Consumer<Pack> ready);

  /** The packer of a setting. */
  static Packer of(Packing packing, int capacity, int window) {
    return switch (packing) {
      case BEST_FIT -> new BestFitPacker(capacity, window);
      case WRAPPED -> new WrappingPacker(capacity);
      case NONE -> new SingleSequencePacker(capacity);
    };
  }
}
