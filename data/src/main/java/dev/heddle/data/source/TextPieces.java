package dev.heddle.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The documents of a plain text: the whole of it, or, if it is longer than a document may be,
 * pieces cut at blank lines where there are some and at line ends where there are none.
 */
final class TextPieces {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String where;
  private final ReadContext context;
  private final int most;
  private final ByteWindow window;
  private boolean isCut;

  /**
   * @param where what names the text in a message
   */
  TextPieces(InputStream stream, String where, ReadContext context) {
    this.where = where;
    this.context = context;
    this.most = context.rules().maxDocumentBytes();
    this.window = new ByteWindow(stream, most + 1); // one more tells whether something follows
  }

  /** The next piece; empty at the end. */
  Optional<String> next() throws IOException {
    if (window.position() == 0) {
      skipByteOrderMark();
    }
    Optional<String> text = Optional.empty();
    while (text.isEmpty() && fill()) {
      int length = pieceLength();
      if (length == 0) {
        refuseLine();
      } else {
        text = take(length);
      }
    }
    return text;
  }

  /** Whether the last piece is not the whole text. */
  boolean isCut() {
    return isCut;
  }

  /** False if nothing is left. */
  private boolean fill() throws IOException {
    boolean goesOn = window.more();
    while (goesOn) {
      goesOn = window.more();
    }
    isCut |= window.size() > most;
    return window.size() > 0;
  }

  private void skipByteOrderMark() throws IOException {
    fill();
    if (window.startsWith(BYTE_ORDER_MARK)) {
      window.drop(BYTE_ORDER_MARK.length);
    }
  }

  private Optional<String> take(int length) {
    Optional<String> text =
        context.utf8().decode(window.bytes(), window.start(), length, () -> where);
    window.drop(length);
    return text;
  }

  /** Everything held if nothing follows it; 0 if not even one line fits. */
  private int pieceLength() {
    if (window.size() <= most) {
      return window.size();
    }
    int end = window.start() + most;
    int blank = lastBlankLine(end - most / 2, end);
    int cut = blank > 0 ? blank : lastLineEnd(window.start(), end);
    return cut > 0 ? cut - window.start() : 0;
  }

  /** One past the last blank line between two places; 0 if there is none. */
  private int lastBlankLine(int from, int end) {
    for (int at = end; at > from; at--) {
      if (endsLine(at) && (endsLine(at - 1) || (isReturn(at - 1) && endsLine(at - 2)))) {
        return at;
      }
    }
    return 0;
  }

  private boolean endsLine(int end) {
    return window.bytes()[end - 1] == '\n';
  }

  private boolean isReturn(int end) {
    return window.bytes()[end - 1] == '\r';
  }

  private int lastLineEnd(int from, int end) {
    int at = end;
    while (at > from && !endsLine(at)) {
      at--;
    }
    return at > from ? at : 0;
  }

  private void refuseLine() throws IOException {
    context
        .refusals()
        .refuse(
            ReadCount.OVERLONG_RECORDS,
            "%s offset=%d".formatted(where, window.position()),
            "a line is longer than dataset.max_document_bytes=" + most);
    window.dropLine();
  }
}
