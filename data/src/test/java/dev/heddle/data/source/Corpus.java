package dev.heddle.data.source;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A corpus in a local folder, and the rules to read it by. */
final class Corpus {

  static final int MOST = 1024;

  final Path folder;
  final Tally tally = new Tally();
  private final Storage storage = HadoopStorage.local();
  private CorpusFormat format = CorpusFormat.AUTO;
  private RowShape rows = shape(RowFields.text("text", List.of()));
  private List<String> include = List.of();
  private List<String> exclude = List.of();
  private OnUnreadable onUnreadable = OnUnreadable.FAIL;
  private InvalidUtf8 invalidUtf8 = InvalidUtf8.REPLACE;

  Corpus(Path folder) {
    this.folder = folder;
  }

  Corpus format(CorpusFormat chosen) {
    this.format = chosen;
    return this;
  }

  Corpus columns(String... names) {
    this.rows = shape(RowFields.text("text", List.of(names)));
    return this;
  }

  Corpus rows(RowShape shape) {
    this.rows = shape;
    return this;
  }

  Corpus include(String... globs) {
    this.include = List.of(globs);
    return this;
  }

  Corpus exclude(String... globs) {
    this.exclude = List.of(globs);
    return this;
  }

  Corpus skipUnreadable() {
    this.onUnreadable = OnUnreadable.SKIP;
    return this;
  }

  Corpus invalidUtf8(InvalidUtf8 policy) {
    this.invalidUtf8 = policy;
    return this;
  }

  Corpus with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Corpus with(String path, byte[] content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<SourceFile> files(String... paths) {
    return CorpusListing.list(storage, List.of(paths), rules());
  }

  List<SourceFile> files() {
    return files(folder.toString());
  }

  List<Document> read() {
    List<Document> documents = new ArrayList<>();
    for (SourceFile file : files()) {
      documents.addAll(read(file));
    }
    return documents;
  }

  List<Document> read(SourceFile file) {
    List<Document> documents = new ArrayList<>();
    try (Documents stream = new CorpusReader(storage, rules()).open(file, tally)) {
      stream.forEachRemaining(documents::add);
    }
    return documents;
  }

  List<String> texts() {
    return read().stream().map(Document::text).toList();
  }

  long count(ReadCount count) {
    return tally.count(count.countName());
  }

  static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  static byte[] zip(Map<String, String> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  static RowShape shape(RowFields fields) {
    return () -> fields;
  }

  private ReadingRules rules() {
    return new ReadingRules(format, rows, include, exclude, onUnreadable, invalidUtf8, MOST, false);
  }
}
