package dev.heddle.data.clean;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.io.Serializable;

/**
 * Language-agnostic bounds that a document has to keep, as those used for the Gopher corpus (Rae et
 * al. 2021, table A1). A word is a run of characters between white space, a line what stands
 * between line breaks, blank ones not counted. The defaults keep all but the clearly broken; a
 * bound of 1 (or 0 for the shares that are least) switches a rule off.
 *
 * @param maxMeanWordLength characters; base64 and minified code lie far above
 * @param minAlphanumericShare letters and digits among the characters that are not white space
 * @param maxRepeatedLineShare how much of a document the most frequent line may make up, by lines;
 *     applies from {@value #LINES_TO_JUDGE} lines on
 * @param maxDuplicateNgramShare characters within word n-grams that have occurred before in the
 *     document, as a share of all characters in words
 * @param ngramSize words of an n-gram
 */
public record QualitySettings(
    @Default("40") double maxMeanWordLength,
    @Default("0.25") double minAlphanumericShare,
    @Default("0.5") double maxRepeatedLineShare,
    @Default("0.8") double maxDuplicateNgramShare,
    @Default("10") int ngramSize)
    implements Serializable {

  /** Fewer lines say nothing about repetition. */
  static final int LINES_TO_JUDGE = 10;

  /** Checks the ranges. */
  public QualitySettings {
    Checks.of(QualitySettings.class)
        .require(maxMeanWordLength > 0, "maxMeanWordLength", maxMeanWordLength, "must be above 0")
        .inRange("minAlphanumericShare", minAlphanumericShare, 0, 1)
        .inRange("maxRepeatedLineShare", maxRepeatedLineShare, 0, 1)
        .inRange("maxDuplicateNgramShare", maxDuplicateNgramShare, 0, 1)
        .require(ngramSize >= 1, "ngramSize", ngramSize, "must be 1 or above")
        .done();
  }
}
