package dev.heddle.data.clean;

import dev.heddle.data.split.Side;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Names a document where copies are compared. The least of several copies stays: one from the
 * training side before any from validation, then the one with the least id.
 */
public record DocumentKey(Side side, String id) implements Serializable, Comparable<DocumentKey> {

  private static final Comparator<DocumentKey> ORDER =
      Comparator.comparing(DocumentKey::side).thenComparing(DocumentKey::id);

  @Override
  public int compareTo(DocumentKey other) {
    return ORDER.compare(this, other);
  }
}
