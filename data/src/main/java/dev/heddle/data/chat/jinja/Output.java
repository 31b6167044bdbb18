package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/** What has been written, and which of it is an assistant's. */
final class Output {

  private final StringBuilder text = new StringBuilder();
  private final List<Span> generated = new ArrayList<>();
  private final boolean isNested;

  private Output(boolean isNested) {
    this.isNested = isNested;
  }

  /** The output of a whole template. */
  static Output whole() {
    return new Output(false);
  }

  /** The output of a part whose text becomes a value: its places are not the template's. */
  static Output nested() {
    return new Output(true);
  }

  void write(String more) {
    text.append(more);
  }

  int length() {
    return text.length();
  }

  void markGenerated(int start) {
    if (isNested) {
      throw new TemplateException(
          "a generation block inside a macro or a set block has no place in the text; move it out");
    }
    generated.add(new Span(start, text.length()));
  }

  String text() {
    return text.toString();
  }

  List<Span> generated() {
    return List.copyOf(generated);
  }
}
