package dev.heddle.data.split;

import dev.heddle.data.source.CorpusException;
import dev.heddle.data.source.Document;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds out whole groups, so that what is validated on comes from places never trained on.
 *
 * @param heldOut names of the groups held out
 */
public record GroupSplit(Set<String> heldOut) implements SplitRule {

  /** Copies the set. */
  public GroupSplit {
    heldOut = Set.copyOf(heldOut);
  }

  /**
   * Goes through the groups in the order of their hashes and holds out each one that brings the
   * characters held out closer to the share asked for. At least one group is held out, the smallest
   * if all are too large, and at least one is not.
   *
   * @param charactersByGroup size of every group of the corpus
   * @param valSize share of the characters to hold out; 0 holds nothing out
   * @throws CorpusException if there is nothing to choose from
   */
  public static GroupSplit choose(Map<String, Long> charactersByGroup, double valSize, long seed) {
    if (valSize == 0) {
      return new GroupSplit(Set.of());
    }
    if (charactersByGroup.size() < 2) {
      throw new CorpusException(
          "Cannot split by group: dataset.path holds the groups %s; at least two are needed to hold one out; use dataset.split_by=document"
              .formatted(charactersByGroup.keySet()));
    }
    return new GroupSplit(closest(charactersByGroup, valSize, seed));
  }

  @Override
  public Side sideOf(Document document) {
    return heldOut.contains(document.group()) ? Side.VALIDATION : Side.TRAIN;
  }

  private static Set<String> closest(Map<String, Long> sizes, double valSize, long seed) {
    double target = valSize * sizes.values().stream().mapToLong(Long::longValue).sum();
    Set<String> taken = new HashSet<>();
    long held = 0;
    for (String group : inHashOrder(sizes.keySet(), seed)) {
      long size = sizes.get(group);
      boolean closer = Math.abs(held + size - target) < Math.abs(held - target);
      if (closer && taken.size() < sizes.size() - 1) {
        taken.add(group);
        held += size;
      }
    }
    return taken.isEmpty() ? Set.of(smallest(sizes)) : taken;
  }

  private static List<String> inHashOrder(Set<String> groups, long seed) {
    Comparator<String> byHash = Comparator.comparingLong(group -> StableHash.of(group, seed));
    return groups.stream().sorted(byHash.thenComparing(Comparator.naturalOrder())).toList();
  }

  private static String smallest(Map<String, Long> sizes) {
    return sizes.entrySet().stream()
        .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }
}
