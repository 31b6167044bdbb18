package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.Cleaner;
import dev.heddle.data.clean.Verdict;
import dev.heddle.data.source.CorpusReader;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Documents;
import dev.heddle.data.source.SourceFile;
import dev.heddle.data.source.Tally;
import java.io.Closeable;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * The documents of a reading task that cleaning leaves, by their references; and last of all the
 * tally of the task, under a negative number. Travelling with the documents, counts are as exact as
 * these: what a failed task counted is lost with what it read.
 */
final class CleanedDocuments implements Iterator<Tuple2<Long, Serializable>>, Closeable {

  /** UTF-8 bytes of the documents that are left. */
  static final String KEPT_BYTES = "cleaned_bytes";

  /** Documents that are left. */
  static final String KEPT_DOCUMENTS = "cleaned_documents";

  private final int task;
  private final Iterator<SourceFile> files;
  private final CorpusReader reader;
  private final Cleaner cleaner;
  private final Tally tally = new Tally();
  private Documents open;
  private Tuple2<Long, Serializable> next;
  private boolean toldTally;

  CleanedDocuments(int task, Iterator<SourceFile> files, CorpusReader reader, Cleaner cleaner) {
    this.task = task;
    this.files = files;
    this.reader = reader;
    this.cleaner = cleaner;
  }

  @Override
  public boolean hasNext() {
    while (next == null && openNext()) {
      next = clean(open.next());
    }
    if (next == null && !toldTally) {
      next = new Tuple2<>(-1L - task, tally);
      toldTally = true;
    }
    return next != null;
  }

  @Override
  public Tuple2<Long, Serializable> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Tuple2<Long, Serializable> current = next;
    next = null;
    return current;
  }

  /** Frees the file being read; for tasks that end before their documents do. */
  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  /** Whether a document comes, in the file that is open or one behind it. */
  private boolean openNext() {
    while (open == null || !open.hasNext()) {
      close();
      if (!files.hasNext()) {
        return false;
      }
      open = reader.open(files.next(), tally);
    }
    return true;
  }

  /** The document to keep, or null. */
  private Tuple2<Long, Serializable> clean(Document document) {
    Verdict verdict = cleaner.clean(document.text());
    if (verdict.dropped().isPresent()) {
      tally.add(verdict.dropped().get().countName());
      return null;
    }
    StoredDocument kept = StoredDocument.of(document, verdict.text());
    tally.add(KEPT_DOCUMENTS);
    tally.add(KEPT_BYTES, kept.utf8().length);
    return new Tuple2<>(DocumentReference.of(kept.id()), kept);
  }
}
