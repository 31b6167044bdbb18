package dev.heddle.objectives.evaluation.classification;

import dev.heddle.data.rows.Row;
import dev.heddle.data.rows.Rows;
import dev.heddle.objectives.evaluation.EvaluationException;
import dev.heddle.objectives.evaluation.Subject;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Rows as examples; texts that are too long lose their end. */
final class LabelledTexts implements Iterator<LabelledText> {

  private final Subject subject;
  private final Rows rows;
  private final List<String> labels;

  LabelledTexts(Subject subject, Rows rows, List<String> labels) {
    this.subject = subject;
    this.rows = rows;
    this.labels = labels;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public LabelledText next() {
    Row row = rows.next();
    int[] text = subject.tokenizer().encode(row.value(subject.settings().textColumn()));
    int[] ids = subject.framed(Arrays.copyOf(text, Math.min(text.length, subject.room())));
    if (ids.length == 0) {
      throw new EvaluationException(
          "Cannot evaluate: %s; its text has no tokens; leave the row out".formatted(row.where()));
    }
    return new LabelledText(ids, truth(row));
  }

  private int truth(Row row) {
    String label = row.value(subject.settings().labelColumn());
    int named = labels.indexOf(label);
    int number = named >= 0 ? named : number(label);
    if (number < 0 || number >= labels.size()) {
      throw new EvaluationException(
          "Cannot evaluate: %s %s=%s; must be one of %s, or a number from 0 to %d; correct the row"
              .formatted(
                  row.where(),
                  subject.settings().labelColumn(),
                  label,
                  String.join(", ", labels),
                  labels.size() - 1));
    }
    return number;
  }

  private static int number(String label) {
    return label.matches("\\d{1,9}") ? Integer.parseInt(label) : -1;
  }
}
