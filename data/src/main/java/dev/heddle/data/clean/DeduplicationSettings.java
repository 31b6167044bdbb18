package dev.heddle.data.clean;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.io.Serializable;

/**
 * Which copies of a text are left out. Of several, one of the training side stays, so that nothing
 * of the validation side has been seen in training.
 *
 * @param exact leave out documents that are equal but for white space
 * @param near leave out documents that share most of their shingles
 * @param nearThreshold Jaccard similarity of the shingle sets from which two documents are near
 *     duplicates
 * @param numPermutations length of a MinHash signature; the estimate's standard error is at most
 *     {@code 0.5 / sqrt(num_permutations)}
 * @param shingleSize words in a row that make up a shingle
 * @param seed of the hash functions
 */
public record DeduplicationSettings(
    @Default("true") boolean exact,
    @Default("true") boolean near,
    @Default("0.8") double nearThreshold,
    @Default("128") int numPermutations,
    @Default("5") int shingleSize,
    @Default("1") long seed)
    implements Serializable {

  private static final int MAX_PERMUTATIONS = 1024;

  /** Checks the ranges. */
  public DeduplicationSettings {
    Checks.of(DeduplicationSettings.class)
        .require(
            nearThreshold > 0 && nearThreshold <= 1,
            "nearThreshold",
            nearThreshold,
            "must be above 0 and at most 1")
        .inRange("numPermutations", numPermutations, 2, MAX_PERMUTATIONS)
        .require(shingleSize >= 1, "shingleSize", shingleSize, "must be 1 or above")
        .done();
  }
}
