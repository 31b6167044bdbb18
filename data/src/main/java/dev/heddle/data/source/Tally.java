package dev.heddle.data.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by name, with the first few cases told in words. One belongs to one task; tasks' tallies
 * are merged. Not safe for several threads.
 */
public final class Tally implements Serializable {

  private static final int NOTES = 20;

  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Counts one. */
  public void add(String name) {
    add(name, 1);
  }

  /** Counts several at once, such as the bytes of a document. */
  public void add(String name, long amount) {
    counts.merge(name, amount, Long::sum);
  }

  /** Counts one and keeps the line that describes it, if it is among the first {@value #NOTES}. */
  public void add(String name, String note) {
    add(name);
    if (notes.size() < NOTES) {
      notes.add(note);
    }
  }

  /** Adds what another tally counted; that one stays as it is. */
  public void merge(Tally other) {
    other.counts.forEach(this::add);
    other.notes.stream().limit(NOTES - notes.size()).forEach(notes::add);
  }

  /** Zero for a name never counted. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** All counts, sorted by name; a copy. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** At most {@value #NOTES} lines, each naming a file or document and what was wrong with it. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
