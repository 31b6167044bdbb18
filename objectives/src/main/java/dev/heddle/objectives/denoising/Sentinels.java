package dev.heddle.objectives.denoising;

import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The tokens that stand for spans, in the order of the spans. In T5's vocabularies {@code
 * <extra_id_0>} is the last of all and ids descend from there.
 */
@SuppressWarnings("ArrayRecordComponent") // ids of one tokenizer, never compared
record Sentinels(int[] ids) {

  /** How many T5 reserves. */
  private static final int USUAL = 100;

  private static final String PREFIX = "<extra_id_";

  /** What is called a sentinel, the last first: added in this order, the first gets the last id. */
  static List<String> texts() {
    return IntStream.range(0, USUAL).mapToObj(i -> text(USUAL - 1 - i)).toList();
  }

  /** Whether a tokenizer has some of its own, however many. */
  static boolean areIn(TokenizerInfo tokenizer) {
    return tokenizer.id(text(0)).isPresent();
  }

  /**
   * Those of a tokenizer.
   *
   * @throws IllegalArgumentException if it has fewer than two
   */
  static Sentinels of(TokenizerInfo tokenizer) {
    int[] ids =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> tokenizer.id(text(i)))
            .takeWhile(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .toArray();
    if (ids.length < 2) {
      throw new IllegalArgumentException(
          "Cannot corrupt spans: tokenizer sentinels=%d; at least %s and %s are needed; prepare the corpus with this run file, which adds them"
              .formatted(ids.length, text(0), text(1)));
    }
    return new Sentinels(ids);
  }

  /** The sentinel of a span. */
  int id(int span) {
    return ids[span];
  }

  /** How many there are. */
  int count() {
    return ids.length;
  }

  private static String text(int index) {
    return PREFIX + index + ">";
  }
}
