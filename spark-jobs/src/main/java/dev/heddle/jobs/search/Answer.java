package dev.heddle.jobs.search;

import java.util.Locale;

/**
 * A text that was found.
 *
 * @param score cosine of its vector and the question's
 * @param place where it stands
 */
public record Answer(double score, Place place) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.3f  %s%n       %s:%d", score, place.title(), place.path(), place.line());
  }
}
