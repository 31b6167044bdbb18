package dev.heddle.data.pack;

import java.util.List;
import java.util.function.Consumer;

/** One sequence a pack. */
final class SingleSequencePacker implements Packer {

  private final int capacity;

  SingleSequencePacker(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public void add(Sequence sequence, Consumer<Pack> ready) {
    OpenPacks.checkLength(sequence, capacity);
    ready.accept(new Pack(List.of(sequence)));
  }

  @Override
  public void finish(Consumer<Pack> ready) {}
}
