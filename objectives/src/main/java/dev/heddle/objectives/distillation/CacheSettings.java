package dev.heddle.objectives.distillation;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.objectives.TeacherColumns;

/**
 * What is kept of a teacher's prediction of each token.
 *
 * @param form what the student learns from it
 * @param topK ids kept of a prediction, the most likely ones
 * @param samples ids drawn from a prediction, with replacement, where the form asks for draws
 */
public record CacheSettings(
    @Default("tail_bucket") Form form, @Default("16") int topK, @Default("50") int samples) {

  /** What the student learns from. */
  public enum Form {
    /** The most likely ids, and all others as one: exact but for the tail's shape. */
    TAIL_BUCKET(4),
    /** The most likely ids, made to add up to 1: the tail is driven to nothing. */
    RENORMALISED(5),
    /** Ids drawn from the prediction: right on average, at every id. */
    SAMPLED(6);

    private final long form;

    Form(long form) {
      this.form = form;
    }

    /** The kernel's number of the form. */
    long form() {
      return form;
    }
  }

  /** Checks the counts. */
  public CacheSettings {
    Checks.of(CacheSettings.class).positive("topK", topK).positive("samples", samples).done();
  }

  /** Which ids are kept of a prediction. */
  public TeacherColumns.Selection selection() {
    return form == Form.SAMPLED
        ? TeacherColumns.Selection.DRAWN
        : TeacherColumns.Selection.MOST_LIKELY;
  }

  /** How many ids are kept of a prediction. */
  public int kept() {
    return form == Form.SAMPLED ? samples : topK;
  }
}
