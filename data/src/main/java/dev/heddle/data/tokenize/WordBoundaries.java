package dev.heddle.data.tokenize;

/**
 * Where words start in a row of tokens, for masking whole words. A word is what its vocabulary says
 * ({@code ##}, {@code ▁}); in byte-level vocabularies, made for code as well as prose, it is an
 * identifier with the space before it, and every run of other characters is a word of its own.
 */
public final class WordBoundaries {

  static final String SPACE_MARK = "\u2581";

  /** Nothing may be joined to the token before it. */
  private static final byte STARTS = 1;

  /** Nothing may be joined to the token behind it. */
  private static final byte ENDS = 2;

  private final byte[] marks;

  private WordBoundaries(byte[] marks) {
    this.marks = marks;
  }

  static WordBoundaries of(TokenizerDefinition definition, SpecialTokens special) {
    byte[] marks = new byte[definition.tokens().size()];
    for (int id = 0; id < marks.length; id++) {
      String token = definition.tokens().get(id);
      marks[id] = token == null ? STARTS | ENDS : mark(token, definition);
    }
    definition.added().forEach(token -> marks[token.id()] = STARTS | ENDS);
    special.all().forEach(id -> marks[id] = STARTS | ENDS);
    return new WordBoundaries(marks);
  }

  /**
   * Whether a token starts a word.
   *
   * @param previousId the token before it in the same sequence; negative for the first of a
   *     sequence
   * @param id the token
   */
  public boolean startsWord(int previousId, int id) {
    return previousId < 0 || (marks[id] & STARTS) != 0 || (marks[previousId] & ENDS) != 0;
  }

  /** Whether each id, looked at alone, goes on with the word before it; a copy, by id. */
  public boolean[] continuesWord() {
    boolean[] continues = new boolean[marks.length];
    for (int id = 0; id < marks.length; id++) {
      continues[id] = (marks[id] & STARTS) == 0;
    }
    return continues;
  }

  private static byte mark(String token, TokenizerDefinition definition) {
    return switch (definition.kind()) {
      case BYTE_LEVEL -> byteLevelMark(token);
      case WORD_PIECE -> continues(token, definition.continuation()) ? 0 : STARTS;
      case SENTENCE_PIECE -> token.startsWith(SPACE_MARK) ? STARTS : 0;
      case WORDS -> STARTS | ENDS;
    };
  }

  private static boolean continues(String token, String continuation) {
    return token.startsWith(continuation.isEmpty() ? "##" : continuation);
  }

  private static byte byteLevelMark(String token) {
    boolean startsInside = isIdentifierByte(token.charAt(0));
    boolean endsInside = isIdentifierByte(token.charAt(token.length() - 1));
    return (byte) ((startsInside ? 0 : STARTS) | (endsInside ? 0 : ENDS));
  }

  /**
   * Letters, digits, the underscore, the dollar sign, and every byte of a longer UTF-8 character.
   */
  private static boolean isIdentifierByte(char standIn) {
    int value = ByteAlphabet.byteOf(standIn);
    return value >= 0x80
        || (value >= '0' && value <= '9')
        || (value >= 'A' && value <= 'Z')
        || (value >= 'a' && value <= 'z')
        || value == '_'
        || value == '$';
  }
}
