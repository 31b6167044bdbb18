package dev.heddle.objectives.evaluation;

import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.models.Model;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is measured, and how. Belongs to the thread of the model's engine.
 *
 * @param model stays the caller's
 * @param tokenizer of the model
 * @param ends tokens that end a text by what stands beside the model, such as its generation
 *     settings
 * @param settings of the evaluation
 * @param objective settings of what the run trains; metrics that repeat an objective's evaluation
 *     take them over
 */
public record Subject(
    Model model,
    Tokenizer tokenizer,
    List<Integer> ends,
    EvaluationSettings settings,
    Record objective) {

  /**
   * Tokens that the model may see at once.
   *
   * @throws EvaluationException if the run file asks for more than the model takes
   */
  public int maxLength() {
    int most = model.maximumLength();
    int length = settings.maxLength().orElse(Math.min(most, EvaluationSettings.USUAL_LENGTH));
    if (length > most) {
      throw new EvaluationException(
          "Cannot evaluate: evaluation.max_length=%d; the model takes at most %d tokens; lower it"
              .formatted(length, most));
    }
    return length;
  }

  /** Tokens between the tokenizer's special ones. */
  public int[] framed(int[] ids) {
    return Stream.of(tokenizer.prefixIds(), ids, tokenizer.suffixIds())
        .flatMapToInt(IntStream::of)
        .toArray();
  }

  /**
   * Room for a text's own tokens in a sequence of {@link #maxLength}.
   *
   * @throws EvaluationException if there is none
   */
  public int room() {
    int special = tokenizer.prefixIds().length + tokenizer.suffixIds().length;
    int room = maxLength() - special;
    if (room < 1) {
      throw new EvaluationException(
          "Cannot evaluate: evaluation.max_length=%d; the tokenizer puts %d tokens around a text; raise it"
              .formatted(maxLength(), special));
    }
    return room;
  }
}
