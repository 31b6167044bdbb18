package dev.heddle.data.clean;

/**
 * The words of a text, one after the other, without copying them. In scripts that are written
 * without spaces each character is a word.
 */
final class WordScanner {

  private final CharSequence text;
  private final WordKind kind;
  private int start;
  private int end;

  WordScanner(CharSequence text, WordKind kind) {
    this.text = text;
    this.kind = kind;
  }

  /** Moves to the next word; false at the end of the text. */
  boolean next() {
    start = skipGap(end);
    if (start == text.length()) {
      return false;
    }
    end = endOfWord();
    return true;
  }

  /** Where the word begins. */
  int start() {
    return start;
  }

  /** Where the word has ended. */
  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  private int skipGap(int from) {
    int at = from;
    while (at < text.length()) {
      int character = Character.codePointAt(text, at);
      if (kind.contains(character)) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }

  private int endOfWord() {
    int at = start;
    while (at < text.length()) {
      int character = Character.codePointAt(text, at);
      if (WordKind.standsAlone(character) && kind.contains(character)) {
        return at == start ? at + Character.charCount(character) : at;
      }
      if (!kind.contains(character)) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }
}
