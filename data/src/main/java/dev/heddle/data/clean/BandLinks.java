package dev.heddle.data.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the documents that share one band key. Each is compared with those of the same key that
 * resemble none before them; so a thousand copies cost a thousand comparisons, and only the first
 * is held. Offered in ascending order, the same documents give the same links.
 *
 * @param <T> what names a document and decides which copy stays
 */
public final class BandLinks<T extends Comparable<? super T>> {

  /** A key shared by more unlike documents is boilerplate; comparing all with all never ends. */
  private static final int MOST_ORIGINALS = 1000;

  private final double threshold;
  private final List<T> originals = new ArrayList<>();
  private final List<int[]> signatures = new ArrayList<>();

  /**
   * @param threshold estimated similarity from which two documents are linked
   */
  public BandLinks(double threshold) {
    this.threshold = threshold;
  }

  /** The link to the first document so far that this one resembles, if there is one. */
  public Optional<Link<T>> offer(T key, int[] signature) {
    for (int i = 0; i < originals.size(); i++) {
      if (MinHasher.similarity(signatures.get(i), signature) >= threshold) {
        return Optional.of(Link.between(originals.get(i), key));
      }
    }
    if (originals.size() < MOST_ORIGINALS) {
      originals.add(key);
      signatures.add(signature);
    }
    return Optional.empty();
  }
}
