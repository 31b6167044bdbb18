package dev.heddle.data.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Bytes to text, and what happens where they are not UTF-8. */
final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private final InvalidUtf8 policy;
  private final Tally tally;

  Utf8(InvalidUtf8 policy, Tally tally) {
    this.policy = policy;
    this.tally = tally;
  }

  /**
   * The text of some bytes; empty if it is left out.
   *
   * @param where what names them in a message
   * @throws CorpusException if wrong bytes are not allowed
   */
  Optional<String> decode(byte[] bytes, int start, int length, Supplier<String> where) {
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    // Decoding puts a replacement wherever bytes are wrong, so a text without one needs no check.
    boolean isValid = text.indexOf(REPLACEMENT) < 0 || isValid(bytes, start, length);
    return isValid ? Optional.of(text) : judge(text, where);
  }

  /** The same for a text whose escapes may have spelt half a surrogate pair. */
  Optional<String> repair(String text, Supplier<String> where) {
    return hasLoneSurrogate(text) ? judge(withoutLoneSurrogates(text), where) : Optional.of(text);
  }

  static boolean isValid(byte[] bytes, int start, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private Optional<String> judge(String replaced, Supplier<String> where) {
    if (policy == InvalidUtf8.FAIL) {
      throw new CorpusException(
          "Cannot read corpus: %s; it is not valid UTF-8; convert it, or set dataset.invalid_utf8 to replace or skip"
              .formatted(where.get()));
    }
    String note = "%s; it is not valid UTF-8 (%s)".formatted(where.get(), verb());
    tally.add(ReadCount.INVALID_UTF8.countName(), note);
    return policy == InvalidUtf8.SKIP ? Optional.empty() : Optional.of(replaced);
  }

  private String verb() {
    return policy == InvalidUtf8.SKIP ? "left out" : "wrong bytes replaced";
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static String withoutLoneSurrogates(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      boolean isPair = isPair(text, i);
      char character = text.charAt(i);
      repaired.append(Character.isSurrogate(character) && !isPair ? REPLACEMENT : character);
      if (isPair) {
        repaired.append(text.charAt(++i));
      }
    }
    return repaired.toString();
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
