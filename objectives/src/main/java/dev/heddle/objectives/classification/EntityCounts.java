package dev.heddle.objectives.classification;

import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Sum;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many entities there are, were found, and were found rightly. Tags are {@code O}, {@code
 * B-kind} and {@code I-kind} (Ramshaw and Marcus 1995, arXiv:cmp-lg/9505040): an entity begins at a
 * {@code B}, or at an {@code I} behind another kind or none, and goes on over the {@code I}s of its
 * kind. An entity is right when its kind and both ends are, as CoNLL-2003 counts.
 *
 * @param right entities in the tags that are right
 * @param found entities in the tags that were chosen
 * @param hits entities in both
 */
record EntityCounts(long right, long found, long hits) {
  private static final EntityCounts NONE = new EntityCounts(0, 0, 0);
  private static final String PRECISION = "entity_precision";
  private static final String RECALL = "entity_recall";

  /** Words from {@code start} to before {@code end} of a text. */
  private record Entity(String kind, int start, int end) {}

  /** Whether tags say where entities begin and end. */
  static boolean areTags(List<String> labels) {
    return labels.contains("O") && labels.stream().allMatch(label -> label.matches("O|[BI]-.+"));
  }

  static EntityCounts none() {
    return NONE;
  }

  /** Of one text, given the tag of each word. */
  static EntityCounts of(List<String> right, List<String> chosen) {
    Set<Entity> truth = entities(right);
    Set<Entity> found = entities(chosen);
    long hits = found.stream().filter(truth::contains).count();
    return new EntityCounts(truth.size(), found.size(), hits);
  }

  private static Set<Entity> entities(List<String> tags) {
    Set<Entity> entities = new HashSet<>();
    int start = 0;
    while (start < tags.size()) {
      int end = start + 1;
      if (!tags.get(start).equals("O")) {
        String kind = tags.get(start).substring(2);
        while (end < tags.size() && tags.get(end).equals("I-" + kind)) {
          end++;
        }
        entities.add(new Entity(kind, start, end));
      }
      start = end;
    }
    return entities;
  }

  EntityCounts plus(EntityCounts other) {
    return new EntityCounts(right + other.right, found + other.found, hits + other.hits);
  }

  /** As sums that can be added up over batches and workers. */
  Map<String, Sum> sums() {
    Map<String, Sum> sums = new LinkedHashMap<>();
    sums.put(PRECISION, new Sum(hits, found));
    sums.put(RECALL, new Sum(hits, right));
    return sums;
  }

  /** What {@link #sums} was made from. */
  static EntityCounts of(LossSums sums) {
    Sum precision = sums.metrics().get(PRECISION);
    Sum recall = sums.metrics().get(RECALL);
    return new EntityCounts(recall.count(), precision.count(), (long) recall.total());
  }

  /** The harmonic mean of precision and recall; 0 without any entity. */
  double f1() {
    return right + found == 0 ? 0 : 2.0 * hits / (right + found);
  }
}
