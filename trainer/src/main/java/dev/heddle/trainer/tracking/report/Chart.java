package dev.heddle.trainer.tracking.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a chart shows, without how large.
 *
 * @param id unique in the page
 * @param title for people
 * @param unit of the vertical axis
 * @param base where the vertical axis begins
 * @param curves at most two; those without a value are left out of the drawing
 * @param reference a level to compare with
 * @param referenceName what that level is
 */
record Chart(
    String id,
    String title,
    String unit,
    Base base,
    List<Series> curves,
    OptionalDouble reference,
    String referenceName) {

  /** Where a vertical axis begins. */
  enum Base {
    /** At zero: heights can be compared. */
    ZERO,
    /** Near the smallest value: small changes can be seen. */
    DATA
  }

  Chart(String id, String title, String unit, Base base, Series... curves) {
    this(id, title, unit, base, List.of(curves), OptionalDouble.empty(), "");
  }

  Chart against(OptionalDouble level, String name) {
    return new Chart(id, title, unit, base, curves, level, name);
  }

  List<Series> drawn() {
    return curves.stream().filter(curve -> !curve.isEmpty()).toList();
  }

  boolean isEmpty() {
    return drawn().isEmpty();
  }
}
