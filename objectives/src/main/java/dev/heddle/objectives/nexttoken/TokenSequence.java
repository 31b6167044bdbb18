package dev.heddle.objectives.nexttoken;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A sequence as a model sees it, and what each of its tokens has to predict.
 *
 * @param seen token ids, {@code [length]}
 * @param labels the id to predict after each token, or {@link #IGNORED}; {@code [length]}
 * @param start the number of the first token among those of the batch's samples laid end to end
 */
@SuppressWarnings("ArrayRecordComponent") // lives until its batch is laid out, never compared
public record TokenSequence(int[] seen, int[] labels, int start) {

  /** Stands where nothing is to be predicted. */
  public static final int IGNORED = -100;

  /** Every token but the first is predicted from those before it. */
  public static TokenSequence predictingAll(int[] ids, int start) {
    int[] labels = Arrays.copyOfRange(ids, 1, ids.length + 1);
    labels[ids.length - 1] = IGNORED;
    return new TokenSequence(ids, labels, start);
  }

  /** The same without the labels that are an id. */
  public TokenSequence ignoring(int id) {
    return keeping(row -> labels[row] != id);
  }

  /** The same with the labels of some rows only. */
  public TokenSequence keeping(IntPredicate isKept) {
    int[] kept = labels.clone();
    for (int row = 0; row < kept.length; row++) {
      boolean isAsked = kept[row] != IGNORED && isKept.test(row);
      kept[row] = isAsked ? kept[row] : IGNORED;
    }
    return new TokenSequence(seen, kept, start);
  }

  /** The same labels for other tokens. */
  public TokenSequence seeing(int[] others) {
    return new TokenSequence(others, labels, start);
  }

  int length() {
    return seen.length;
  }

  /** How many tokens are to be predicted. */
  public int asked() {
    return (int) Arrays.stream(labels).filter(label -> label != IGNORED).count();
  }
}
