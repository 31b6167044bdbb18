package dev.heddle.objectives.masked;

import dev.heddle.objectives.TokenizerInfo;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Which neighbouring tokens belong to one word, read off the vocabulary's own marks.
 *
 * <ul>
 *   <li>WordPiece: a token that begins with {@code ##} joins the one before.
 *   <li>Byte-level BPE and SentencePiece: a token that begins with the mark of a space starts a
 *       word; any other joins the one before if identifier characters meet, so that words of prose
 *       and names in source code stay whole and punctuation is a word of its own.
 * </ul>
 */
final class WordBoundaries {

  private static final String WORDPIECE_MARK = "##";
  private static final char SENTENCEPIECE_SPACE = '\u2581';
  private static final char BYTE_LEVEL_SPACE = '\u0120';

  /** Byte-level BPE writes the bytes 0 to 32 as U+0100 to U+0120 and 127 as U+0121. */
  private static final char BYTE_LEVEL_CONTROLS_START = '\u0100';

  private static final char BYTE_LEVEL_CONTROLS_END = '\u0121';
  private static final char FIRST_HIGH_BYTE = '\u0080';

  /** Tokens that join whatever stands before them. */
  private final BitSet continuations;

  private final BitSet opensWithIdentifier = new BitSet();
  private final BitSet endsWithIdentifier = new BitSet();

  private WordBoundaries(BitSet continuations) {
    this.continuations = continuations;
  }

  /** Reads the marks of a vocabulary. */
  static WordBoundaries of(TokenizerInfo tokenizer) {
    String[] texts = tokenizer.texts();
    BitSet continuations = new BitSet();
    for (int id = 0; id < texts.length; id++) {
      continuations.set(id, texts[id].startsWith(WORDPIECE_MARK) && texts[id].length() > 2);
    }
    boolean isByteLevel =
        Arrays.stream(texts).anyMatch(text -> text.indexOf(BYTE_LEVEL_SPACE) == 0);
    boolean isSentencePiece =
        Arrays.stream(texts).anyMatch(text -> text.indexOf(SENTENCEPIECE_SPACE) == 0);
    WordBoundaries boundaries =
        new WordBoundaries(isByteLevel || isSentencePiece ? new BitSet() : continuations);
    if (isByteLevel || isSentencePiece) {
      boundaries.readEnds(
          texts, isByteLevel ? WordBoundaries::isByteOfIdentifier : WordBoundaries::isIdentifier);
    }
    return boundaries;
  }

  /** Whether a token belongs to the word of the token before it. */
  boolean joins(int previous, int token) {
    return continuations.get(token)
        || (endsWithIdentifier.get(previous) && opensWithIdentifier.get(token));
  }

  private void readEnds(String[] texts, IntPredicate isIdentifier) {
    for (int id = 0; id < texts.length; id++) {
      String text = texts[id];
      opensWithIdentifier.set(id, !text.isEmpty() && isIdentifier.test(text.charAt(0)));
      endsWithIdentifier.set(
          id, !text.isEmpty() && isIdentifier.test(text.charAt(text.length() - 1)));
    }
  }

  private static boolean isIdentifier(int character) {
    return character != SENTENCEPIECE_SPACE
        && (Character.isLetterOrDigit(character) || character == '_' || character == '$');
  }

  /** Bytes above 127 are parts of letters, as far as one byte can tell. */
  private static boolean isByteOfIdentifier(int character) {
    if (character < FIRST_HIGH_BYTE) {
      return isIdentifier(character);
    }
    return character < BYTE_LEVEL_CONTROLS_START || character > BYTE_LEVEL_CONTROLS_END;
  }
}
