package dev.heddle.data.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** From pairs to what is dropped. */
class ClustersTest {

  @Test
  void linksToTheFirstThatIsSimilarEnough() {
    BandLinks<String> links = new BandLinks<>(0.75);
    assertThat(links.offer("a", new int[] {1, 2, 3, 4})).isEmpty();
    assertThat(links.offer("b", new int[] {1, 2, 9, 9})).isEmpty();
    assertThat(links.offer("c", new int[] {1, 2, 9, 4})).contains(new Link<>("a", "c"));
    assertThat(links.offer("0", new int[] {1, 2, 3, 9})).contains(new Link<>("0", "a"));
  }

  /** A chain 1–2–3–4 and a pair 5–6, by hand. */
  @Test
  void chainsEndAtTheirLeastMember() {
    Set<Link<Integer>> links = Set.of(link(1, 2), link(2, 3), link(3, 4), link(5, 6));
    assertThat(components(links))
        .containsExactlyInAnyOrder(link(1, 2), link(1, 3), link(1, 4), link(5, 6));
  }

  /** Compared with labels handed along the links until nothing changes. */
  @Property(tries = 200)
  void findsTheComponentsOfAnyGraph(
      @ForAll @Size(max = 60) List<@Size(2) List<@IntRange(max = 40) Integer>> pairs) {
    Set<Link<Integer>> links = new HashSet<>();
    for (List<Integer> pair : pairs) {
      if (!pair.get(0).equals(pair.get(1))) {
        links.add(Link.between(pair.get(0), pair.get(1)));
      }
    }
    Set<Link<Integer>> expected = new HashSet<>();
    labels(links)
        .forEach(
            (node, label) ->
                expected.addAll(node.equals(label) ? List.of() : List.of(link(label, node))));
    assertThat(components(links)).isEqualTo(expected);
  }

  /** The loop of {@link Stars}, with maps where a cluster has shuffles. */
  private static Set<Link<Integer>> components(Set<Link<Integer>> start) {
    Set<Link<Integer>> links = start;
    Set<Link<Integer>> before = Set.of();
    while (!links.equals(before)) {
      before = links;
      links = step(step(links, true), false);
    }
    return links;
  }

  private static Set<Link<Integer>> step(Set<Link<Integer>> links, boolean isLarge) {
    Map<Integer, List<Integer>> neighbours = new TreeMap<>();
    for (Link<Integer> link : links) {
      neighbours.computeIfAbsent(link.dropped(), node -> new ArrayList<>()).add(link.kept());
      if (isLarge) {
        neighbours.computeIfAbsent(link.kept(), node -> new ArrayList<>()).add(link.dropped());
      }
    }
    Set<Link<Integer>> next = new HashSet<>();
    neighbours.forEach(
        (node, others) ->
            next.addAll(isLarge ? Stars.large(node, others) : Stars.small(node, others)));
    return next;
  }

  private static Map<Integer, Integer> labels(Set<Link<Integer>> links) {
    Map<Integer, Integer> labels = new HashMap<>();
    Set<Integer> nodes = new TreeSet<>();
    links.forEach(link -> nodes.addAll(List.of(link.kept(), link.dropped())));
    nodes.forEach(node -> labels.put(node, node));
    for (int round = 0; round < nodes.size(); round++) {
      for (Link<Integer> link : links) {
        int least = Math.min(labels.get(link.kept()), labels.get(link.dropped()));
        labels.put(link.kept(), least);
        labels.put(link.dropped(), least);
      }
    }
    return labels;
  }

  private static Link<Integer> link(int kept, int dropped) {
    return new Link<>(kept, dropped);
  }
}
