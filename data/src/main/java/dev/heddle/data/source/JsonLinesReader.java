package dev.heddle.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** One document a line. Ids carry the line's number, from 1. */
final class JsonLinesReader implements RecordReader {

  private final InputStream stream;
  private final SourceFile file;
  private final ReadContext context;
  private final JsonText json;
  private final int most;
  private final boolean hasText;
  private final ByteWindow window;
  private long line;

  JsonLinesReader(InputStream stream, SourceFile file, ReadContext context) {
    this.stream = stream;
    this.file = file;
    this.context = context;
    this.most = context.rules().maxDocumentBytes();
    RowFields fields = context.rules().rows().fields();
    this.hasText = fields.hasText();
    this.json = new JsonText(fields, most);
    this.window = new ByteWindow(stream, most + 1); // room for the line break
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<JsonRow> row = Optional.empty();
    while (row.isEmpty() && (window.size() > 0 || window.more())) {
      line++;
      row = readLine();
    }
    return row.map(
        found ->
            new Document(file.name() + "#" + line, file.group(), found.text(), found.columns()));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** The next line, which is taken off the window; empty if it has no text. */
  private Optional<JsonRow> readLine() throws IOException {
    int length = lineLength();
    if (length > most) {
      context
          .refusals()
          .refuse(
              ReadCount.OVERLONG_RECORDS,
              where(),
              "the line is longer than dataset.max_document_bytes=" + most);
      window.dropLine();
      return Optional.empty();
    }
    Optional<JsonRow> row = isBlank(length) ? Optional.empty() : parse(length);
    window.drop(Math.min(length + 1, window.size()));
    return row;
  }

  /** Without the line break; all that is held if there is none. */
  private int lineLength() throws IOException {
    int looked = 0;
    int lineBreak = window.indexOf((byte) '\n', window.start());
    while (lineBreak < 0) {
      looked = window.size();
      if (!window.more()) {
        return window.size();
      }
      lineBreak = window.indexOf((byte) '\n', window.start() + looked);
    }
    return lineBreak - window.start();
  }

  private Optional<JsonRow> parse(int length) {
    try {
      return rowOf(length);
    } catch (IllegalArgumentException broken) {
      context
          .refusals()
          .refuse(ReadCount.UNREADABLE_RECORDS, where(), broken.getMessage(), broken.getCause());
      return Optional.empty();
    }
  }

  /** Valid bytes are parsed as they are, without decoding them first. */
  private Optional<JsonRow> rowOf(int length) {
    byte[] bytes = window.bytes();
    int start = window.start();
    try {
      return wellFormed(json.read(bytes, start, length));
    } catch (IllegalArgumentException broken) {
      if (Utf8.isValid(bytes, start, length)) {
        throw broken;
      }
    }
    Optional<String> repaired = context.utf8().decode(bytes, start, length, this::where);
    return repaired.flatMap(object -> wellFormed(json.read(object)));
  }

  private Optional<JsonRow> wellFormed(Optional<JsonRow> row) {
    if (row.isEmpty() || (hasText && row.get().text().isEmpty())) {
      context.refusals().count(ReadCount.EMPTY_RECORDS);
      return Optional.empty();
    }
    return row.get().repaired(text -> context.utf8().repair(text, this::where));
  }

  private boolean isBlank(int length) {
    byte[] bytes = window.bytes();
    int at = window.start();
    int end = at + length;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    return at == end;
  }

  private String where() {
    return "file=%s line=%d".formatted(file.uri(), line);
  }
}
