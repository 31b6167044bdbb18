package dev.heddle.data.clean;

import java.io.Serializable;

/**
 * Two documents of which one is enough.
 *
 * @param kept comes first in the order that decides which stays
 * @param dropped comes later
 */
public record Link<T extends Comparable<? super T>>(T kept, T dropped) implements Serializable {

  /** The link of two different documents, given in any order. */
  public static <T extends Comparable<? super T>> Link<T> between(T one, T other) {
    return one.compareTo(other) <= 0 ? new Link<>(one, other) : new Link<>(other, one);
  }
}
