package dev.heddle.data.tokenize;

/**
 * Cuts text into the words a byte-level BPE merges within: Hugging Face's {@code ByteLevel} with
 * {@code use_regex} and without {@code add_prefix_space}, whose pattern is GPT-2's
 *
 * <pre>{@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}</pre>
 *
 * <p>Written as a scanner, which is several times faster than the pattern. Code points that this
 * Java's Unicode version does not know count as neither letter nor number.
 */
public final class PreTokenizer {

  /** Receives the words of a text in order; together they are the text. */
  @FunctionalInterface
  public interface WordSink {
    /** Takes the word {@code text[start, end)}. */
    void accept(int start, int end);
  }

  private PreTokenizer() {}

  /** Hands every word of the text to the sink. */
  public static void split(String text, WordSink words) {
    int start = 0;
    while (start < text.length()) {
      int end = wordEnd(text, start);
      words.accept(start, end);
      start = end;
    }
  }

  private static int wordEnd(String text, int start) {
    char first = text.charAt(start);
    if (first == '\'') {
      int end = contractionEnd(text, start);
      if (end > start) {
        return end;
      }
    }
    if (first == ' '
        && start + 1 < text.length()
        && classAt(text, start + 1) != CharacterClass.SPACE) {
      return runEnd(text, start + 1, classAt(text, start + 1));
    }
    byte kind = classAt(text, start);
    return kind == CharacterClass.SPACE ? spacesEnd(text, start) : runEnd(text, start, kind);
  }

  private static int contractionEnd(String text, int start) {
    char second = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
    char third = start + 2 < text.length() ? text.charAt(start + 2) : ' ';
    return switch (second) {
      case 's', 't', 'm', 'd' -> start + 2;
      case 'r', 'v' -> third == 'e' ? start + 3 : start;
      case 'l' -> third == 'l' ? start + 3 : start;
      default -> start;
    };
  }

  /** A run of spaces leaves its last one to the word behind it, unless it ends the text. */
  private static int spacesEnd(String text, int start) {
    int end = runEnd(text, start, CharacterClass.SPACE);
    return end == text.length() || end == start + 1 ? end : end - 1;
  }

  private static int runEnd(String text, int start, byte kind) {
    int end = start;
    while (end < text.length()) {
      char unit = text.charAt(end);
      if (!Character.isHighSurrogate(unit)) {
        if (simplified(CharacterClass.of(unit)) != kind) {
          break;
        }
        end++;
        continue;
      }
      int codePoint = text.codePointAt(end);
      if (simplified(CharacterClass.of(codePoint)) != kind) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static byte classAt(String text, int index) {
    return simplified(CharacterClass.of(text.codePointAt(index)));
  }

  private static byte simplified(byte kind) {
    return kind == CharacterClass.UNASSIGNED ? CharacterClass.OTHER : kind;
  }
}
