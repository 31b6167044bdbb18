package dev.heddle.data.source;

import dev.heddle.data.LookAhead;
import java.io.IOException;
import java.util.Optional;

/** The documents of one file, up to its end or to where it stops being readable. */
final class FileDocuments extends LookAhead<Document> implements Documents {

  /** Opens a file. */
  @FunctionalInterface
  interface Opening {
    RecordReader open() throws IOException;
  }

  private final SourceFile file;
  private final Opening opening;
  private final RowShape shape;
  private final Refusals refusals;
  private Optional<RecordReader> reader = Optional.empty();

  FileDocuments(SourceFile file, Opening opening, ReadContext context) {
    this.file = file;
    this.opening = opening;
    this.shape = context.rules().rows();
    this.refusals = context.refusals();
  }

  @Override
  public void close() {
    finish();
    try {
      if (reader.isPresent()) {
        reader.get().close();
      }
    } catch (IOException failure) {
      refuse(failure);
    }
  }

  @Override
  protected Optional<Document> read() {
    try {
      if (reader.isEmpty()) {
        refusals.count(ReadCount.FILES);
        reader = Optional.of(opening.open());
      }
      Optional<Document> document = next(reader.get());
      document.ifPresent(found -> refusals.count(ReadCount.DOCUMENTS));
      return document;
    } catch (CorpusException refused) {
      throw refused;
    } catch (IOException | RuntimeException failure) { // Parquet throws many kinds of these
      refuse(failure);
      return Optional.empty();
    }
  }

  /** The next record that makes a document. */
  private Optional<Document> next(RecordReader records) throws IOException {
    Optional<Document> read = records.next();
    Optional<Document> shaped = read.flatMap(this::shape);
    while (read.isPresent() && shaped.isEmpty()) {
      read = records.next();
      shaped = read.flatMap(this::shape);
    }
    return shaped;
  }

  private Optional<Document> shape(Document read) {
    try {
      Optional<Document> shaped = shape.shape(read);
      if (shaped.isEmpty()) {
        refusals.count(ReadCount.EMPTY_RECORDS);
      }
      return shaped;
    } catch (IllegalArgumentException broken) {
      refusals.refuse(
          ReadCount.UNREADABLE_RECORDS, "document=" + read.id(), broken.getMessage(), broken);
      return Optional.empty();
    }
  }

  private void refuse(Exception failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    refusals.refuse(ReadCount.UNREADABLE_FILES, "file=" + file.uri(), reason, failure);
  }
}
