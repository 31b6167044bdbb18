package dev.heddle.data.source;

import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The documents of one file, up to its end or to where it stops being readable. */
final class FileDocuments implements Documents {

  /** Opens a file. */
  @FunctionalInterface
  interface Opening {
    RecordReader open() throws IOException;
  }

  private final SourceFile file;
  private final Opening opening;
  private final Refusals refusals;
  private Optional<RecordReader> reader = Optional.empty();
  private Optional<Document> ahead = Optional.empty();
  private boolean isFinished;

  FileDocuments(SourceFile file, Opening opening, Refusals refusals) {
    this.file = file;
    this.opening = opening;
    this.refusals = refusals;
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !isFinished) {
      ahead = read();
      isFinished = ahead.isEmpty();
    }
    return ahead.isPresent();
  }

  @Override
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Document document = ahead.orElseThrow();
    ahead = Optional.empty();
    return document;
  }

  @Override
  public void close() {
    isFinished = true;
    try {
      if (reader.isPresent()) {
        reader.get().close();
      }
    } catch (IOException failure) {
      refuse(failure);
    }
  }

  private Optional<Document> read() {
    try {
      if (reader.isEmpty()) {
        refusals.count(ReadCount.FILES);
        reader = Optional.of(opening.open());
      }
      Optional<Document> document = reader.get().next();
      document.ifPresent(found -> refusals.count(ReadCount.DOCUMENTS));
      return document;
    } catch (CorpusException refused) {
      throw refused;
    } catch (IOException | RuntimeException failure) { // Parquet throws many kinds of these
      refuse(failure);
      return Optional.empty();
    }
  }

  private void refuse(Exception failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    refusals.refuse(ReadCount.UNREADABLE_FILES, "file=" + file.uri(), reason, failure);
  }
}
