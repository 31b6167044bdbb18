package dev.heddle.objectives.evaluation.perplexity;

import dev.heddle.data.rows.Rows;
import dev.heddle.objectives.evaluation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** The windows of all texts, made as they are asked for. */
final class TextWindows implements Iterator<Window> {

  private final Subject subject;
  private final Rows rows;
  private final int stride;
  private final Queue<Window> ready = new ArrayDeque<>();
  private long bytes;

  TextWindows(Subject subject, Rows rows, int stride) {
    this.subject = subject;
    this.rows = rows;
    this.stride = stride;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      add(rows.next().value(subject.settings().textColumn()));
    }
    return !ready.isEmpty();
  }

  @Override
  public Window next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Length of the texts so far, in UTF-8. */
  long bytes() {
    return bytes;
  }

  private void add(String text) {
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
    int[] ids = subject.framed(subject.tokenizer().encode(text));
    ready.addAll(Window.of(ids, subject.maxLength(), stride));
  }
}
