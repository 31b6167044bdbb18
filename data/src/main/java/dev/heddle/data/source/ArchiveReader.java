package dev.heddle.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The source files in a zip or jar file, in its own order: {@code library-1.0.jar!/org/A.java}. */
final class ArchiveReader implements RecordReader {

  private final ZipInputStream zip;
  private final SourceFile file;
  private final FileChoice choice;
  private final ReadContext context;
  private TextReader entry;

  ArchiveReader(InputStream stream, SourceFile file, FileChoice choice, ReadContext context) {
    this.zip = new ZipInputStream(stream);
    this.file = file;
    this.choice = choice;
    this.context = context;
  }

  @Override
  public Optional<Document> next() throws IOException {
    while (entry != null || openNext()) {
      Optional<Document> document = entry.next();
      if (document.isPresent()) {
        return document;
      }
      entry = null;
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private boolean openNext() throws IOException {
    ZipEntry found = zip.getNextEntry();
    while (found != null && (found.isDirectory() || !choice.takesEntry(found.getName()))) {
      found = zip.getNextEntry();
    }
    if (found != null) {
      String name = found.getName();
      String where = "file=%s!/%s".formatted(file.uri(), name);
      TextPieces pieces = new TextPieces(zip, where, context);
      entry = new TextReader(zip, pieces, file.name() + "!/" + name, file.group());
    }
    return found != null;
  }
}
