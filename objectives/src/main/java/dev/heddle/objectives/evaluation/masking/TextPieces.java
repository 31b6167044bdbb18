package dev.heddle.objectives.evaluation.masking;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.rows.Rows;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.split.StableHash;
import dev.heddle.objectives.evaluation.Subject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Texts as samples of one sequence each; longer texts are cut into several. A sample's number, by
 * which its masks are drawn, is a hash of its tokens: the same text has the same masks in any file.
 */
final class TextPieces implements Iterator<EpochSample> {

  private final Subject subject;
  private final Rows rows;
  private final Queue<EpochSample> ready = new ArrayDeque<>();

  TextPieces(Subject subject, Rows rows) {
    this.subject = subject;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      add(subject.tokenizer().encode(rows.next().value(subject.settings().textColumn())));
    }
    return !ready.isEmpty();
  }

  @Override
  public EpochSample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(int[] text) {
    int room = subject.room();
    for (int start = 0; start < text.length; start += room) {
      int end = Math.min(start + room, text.length);
      int[] ids = subject.framed(Arrays.copyOfRange(text, start, end));
      ready.add(new EpochSample(0, new PackedSample(hash(ids), ids, new int[] {ids.length})));
    }
  }

  private static long hash(int[] ids) {
    long hash = ids.length;
    for (int id : ids) {
      hash = StableHash.mix(hash ^ id);
    }
    return hash;
  }
}
