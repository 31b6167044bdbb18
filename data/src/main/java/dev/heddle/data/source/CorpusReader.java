package dev.heddle.data.source;

import dev.heddle.storage.SeekableFile;
import dev.heddle.storage.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;

/** Opens the files of a corpus; travels to the tasks that read them. */
public final class CorpusReader implements Serializable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Storage storage;
  private final ReadingRules rules;

  public CorpusReader(Storage storage, ReadingRules rules) {
    this.storage = storage;
    this.rules = rules;
  }

  /**
   * The documents of one file, in its order.
   *
   * @param tally counts what is read and what is left out, by {@link ReadCount}
   * @throws CorpusException here or on the way, if something cannot be read and the rules say that
   *     this is fatal
   */
  public Documents open(SourceFile file, Tally tally) {
    ReadContext context = ReadContext.of(rules, tally);
    return new FileDocuments(file, () -> reader(file, context), context);
  }

  private RecordReader reader(SourceFile file, ReadContext context) throws IOException {
    return switch (file.kind()) {
      case TEXT -> documents(new TextReader(stream(file), file, context), context);
      case JSONL -> new JsonLinesReader(stream(file), file, context);
      case PARQUET -> parquet(file, context);
      case ARCHIVE -> documents(archive(file, context), context);
    };
  }

  private RecordReader parquet(SourceFile file, ReadContext context) throws IOException {
    return rules.rows().fields().hasText()
        ? new ParquetReader(storage, file, context)
        : new ParquetFieldsReader(storage, file, context);
  }

  /** Source files as they are, or the methods in them. */
  private RecordReader documents(RecordReader texts, ReadContext context) {
    return rules.format() == CorpusFormat.JAVA_METHODS
        ? new JavaMethodReader(texts, context)
        : texts;
  }

  private RecordReader archive(SourceFile file, ReadContext context) throws IOException {
    try (SeekableFile seekable = storage.openSeekable(file.uri())) {
      ZipEnd.check(seekable);
    }
    InputStream stream = new BufferedInputStream(storage.open(file.uri()), BUFFER_BYTES);
    return new ArchiveReader(stream, file, new FileChoice(rules), context);
  }

  private InputStream stream(SourceFile file) throws IOException {
    InputStream stream = storage.open(file.uri());
    if (!FileKind.isGzip(file.uri().getPath())) {
      return stream;
    }
    try {
      return new GZIPInputStream(stream, BUFFER_BYTES);
    } catch (IOException notGzip) {
      stream.close();
      throw notGzip;
    }
  }
}
