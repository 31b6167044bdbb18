package dev.heddle.data.code;

import com.github.javaparser.Position;
import java.util.ArrayList;
import java.util.List;

/** A source by lines and columns, both from 1. */
final class SourceLines {

  private final String source;
  private final List<Integer> starts = new ArrayList<>();

  SourceLines(String source) {
    this.source = source;
    starts.add(0);
    for (int at = 0; at < source.length(); at++) {
      boolean isReturn =
          source.charAt(at) == '\r' && (at + 1 == source.length() || source.charAt(at + 1) != '\n');
      if (source.charAt(at) == '\n' || isReturn) {
        starts.add(at + 1);
      }
    }
  }

  /**
   * The text between two places, both included, with line feeds, and without the white space that
   * its first line is indented by.
   */
  String textAtMargin(Position begin, Position end) {
    int lineStart = starts.get(begin.line - 1);
    int start = offset(begin);
    String text =
        source.substring(start, offset(end) + 1).replace("\r\n", "\n").replace('\r', '\n');
    String indent = source.substring(lineStart, start);
    return indent.isBlank() ? text.replace("\n" + indent, "\n") : text;
  }

  private int offset(Position position) {
    return starts.get(position.line - 1) + position.column - 1;
  }
}
