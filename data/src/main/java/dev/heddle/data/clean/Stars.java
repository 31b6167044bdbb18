package dev.heddle.data.clean;

import java.util.ArrayList;
import java.util.List;

/**
 * Connected components by large-star and small-star steps (Kiveris et al. 2014), the form that
 * needs no memory beyond one document's neighbours. Starting from all links, take turns:
 *
 * <pre>
 * repeat until the set of links stays the same:
 *   links = for each document u with neighbours in both directions: large(u, neighbours)
 *   links = for each document u with its neighbours that come before it: small(u, neighbours)
 * </pre>
 *
 * Duplicates among the links are removed after each step. In the end every link leads from the
 * first document of a cluster, the one that stays, to one of the others, and each other is dropped
 * once.
 */
public final class Stars {

  private Stars() {}

  /** Links the neighbours after {@code document} to the least of all. */
  public static <T extends Comparable<? super T>> List<Link<T>> large(
      T document, Iterable<T> neighbours) {
    T least = least(document, neighbours);
    List<Link<T>> links = new ArrayList<>();
    for (T neighbour : neighbours) {
      if (neighbour.compareTo(document) > 0) {
        links.add(new Link<>(least, neighbour));
      }
    }
    return links;
  }

  /** Links the document and the neighbours before it to the least of them. */
  public static <T extends Comparable<? super T>> List<Link<T>> small(
      T document, Iterable<T> neighboursBefore) {
    T least = least(document, neighboursBefore);
    List<Link<T>> links = new ArrayList<>();
    if (document.compareTo(least) > 0) {
      links.add(new Link<>(least, document));
    }
    for (T neighbour : neighboursBefore) {
      if (neighbour.compareTo(least) > 0) {
        links.add(new Link<>(least, neighbour));
      }
    }
    return links;
  }

  private static <T extends Comparable<? super T>> T least(T document, Iterable<T> neighbours) {
    T least = document;
    for (T neighbour : neighbours) {
      least = neighbour.compareTo(least) < 0 ? neighbour : least;
    }
    return least;
  }
}
