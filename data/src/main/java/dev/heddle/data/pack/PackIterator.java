package dev.heddle.data.pack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The packs of a stream of documents, made as they are asked for. */
public final class PackIterator implements Iterator<Pack> {

  private final Iterator<int[]> documents;
  private final PieceCutter cutter;
  private final Packer packer;
  private final Deque<Pack> ready = new ArrayDeque<>();
  private boolean isFinished;

  /**
   * @param documents token ids without special tokens
   */
  public PackIterator(Iterator<int[]> documents, PieceCutter cutter, Packer packer) {
    this.documents = documents;
    this.cutter = cutter;
    this.packer = packer;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !isFinished) {
      advance();
    }
    return !ready.isEmpty();
  }

  @Override
  public Pack next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void advance() {
    if (documents.hasNext()) {
      cutter.cut(documents.next()).forEach(piece -> packer.add(new Sequence(piece), ready::add));
    } else {
      packer.finish(ready::add);
      isFinished = true;
    }
  }
}
