package dev.heddle.data.tokenize;

import java.io.Closeable;
import java.util.List;
import java.util.OptionalInt;

/**
 * Text to token ids and back. Safe to share between threads until it is closed.
 *
 * <p>Encoding adds no special tokens, never truncates and never pads: {@link #prefixIds()} and
 * {@link #suffixIds()} say what belongs around one sequence, and whoever cuts the sequences puts it
 * there.
 */
public interface Tokenizer extends Closeable {

  /** The number of rows an embedding needs: the highest id, added tokens included, plus one. */
  int vocabularySize();

  /** The ids of the text, without special tokens around it. */
  int[] encode(String text);

  /** The ids of each text, in the order given; faster than one call a text. */
  int[][] encodeBatch(List<String> texts);

  /**
   * The ids of the text, without special tokens around it, and where they stand. Slower than {@link
   * #encode}.
   */
  LocatedTokens locate(String text);

  /** The text of the ids, special tokens included. */
  String decode(int[] ids);

  /**
   * The token as the vocabulary writes it, with its own marks for spaces and continuations.
   *
   * @throws IllegalArgumentException for an id outside the vocabulary
   */
  String tokenText(int id);

  /**
   * The id of a token as the vocabulary writes it, added tokens included; empty if there is none.
   */
  OptionalInt id(String token);

  /** The ids with a meaning of their own. */
  SpecialTokens special();

  /** What the tokenizer puts before a sequence, for instance the id of {@code [CLS]}; a copy. */
  int[] prefixIds();

  /** What the tokenizer puts after a sequence, for instance the id of {@code [SEP]}; a copy. */
  int[] suffixIds();

  /**
   * What the tokenizer puts between the two texts of a pair, for instance the id of {@code [SEP]};
   * a copy.
   */
  int[] pairSeparatorIds();

  /** Where words start among this tokenizer's tokens. */
  WordBoundaries wordBoundaries();

  /** SHA-256, in hexadecimal digits, of the tokenizer file's canonical content. */
  String fingerprint();

  /** Frees native memory; the tokenizer cannot be used afterwards. */
  @Override
  void close();
}
