package dev.heddle.objectives.evaluation.answers;

import dev.heddle.data.rows.Row;
import dev.heddle.data.rows.Rows;
import dev.heddle.objectives.evaluation.EvaluationException;
import dev.heddle.objectives.evaluation.Subject;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Rows as prompts: what the tokenizer puts before a text, then the text, and nothing behind it. */
final class Prompts implements Iterator<Prompt> {

  private final Subject subject;
  private final Rows rows;

  Prompts(Subject subject, Rows rows) {
    this.subject = subject;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Prompt next() {
    Row row = rows.next();
    String text = row.value(subject.settings().promptColumn());
    int[] ids =
        IntStream.concat(
                IntStream.of(subject.tokenizer().prefixIds()),
                IntStream.of(subject.tokenizer().encode(text)))
            .toArray();
    int most = subject.model().maximumLength() - 1;
    if (ids.length < 1 || ids.length > most) {
      throw new EvaluationException(
          "Cannot evaluate: %s; its prompt has %d tokens; must have from 1 to %d, which leave room for an answer; shorten it or leave the row out"
              .formatted(row.where(), ids.length, most));
    }
    return new Prompt(ids, row.value(subject.settings().answerColumn()));
  }
}
