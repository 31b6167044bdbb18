package dev.heddle.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A plain text file: one document, or several pieces of one that is too long. */
final class TextReader implements RecordReader {

  private final InputStream stream;
  private final TextPieces pieces;
  private final String id;
  private final String group;
  private int count;

  TextReader(InputStream stream, SourceFile file, ReadContext context) {
    this(stream, new TextPieces(stream, "file=" + file.uri(), context), file.name(), file.group());
  }

  /**
   * @param stream closed with the reader
   * @param id of the document if it is not cut; pieces are numbered from 1
   */
  TextReader(InputStream stream, TextPieces pieces, String id, String group) {
    this.stream = stream;
    this.pieces = pieces;
    this.id = id;
    this.group = group;
  }

  @Override
  public Optional<Document> next() throws IOException {
    return pieces.next().map(text -> new Document(nextId(), group, text));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private String nextId() {
    count++;
    return pieces.isCut() ? id + "#" + count : id;
  }
}
