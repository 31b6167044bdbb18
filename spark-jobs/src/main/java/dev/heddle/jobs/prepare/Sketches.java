package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.clean.Fingerprint;
import dev.heddle.data.clean.MinHasher;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Tally;
import dev.heddle.data.split.SplitBy;
import dev.heddle.data.split.SplitRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/**
 * What is remembered of a partition's documents while duplicates are looked for, and what was
 * counted in reading them.
 */
final class Sketches implements Serializable {

  private static final long serialVersionUID = 1;

  /**
   * One document.
   *
   * @param fingerprints of its text and of the parts that no other document may have; none unless
   *     exact duplicates are looked for
   * @param signature null unless near duplicates are looked for
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sketch(String id, String group, List<Fingerprint> fingerprints, int[] signature)
      implements Serializable {

    long reference(SplitRule rule) {
      return DocumentReference.of(id, rule.sideOf(new Document(id, group, "")));
    }
  }

  private final List<Sketch> documents = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Map<String, Long> charactersByGroup = new HashMap<>();

  /**
   * Sketches the content of a partition.
   *
   * @param rules what counts as a copy; groups are measured if whole groups are held out
   */
  static Sketches of(Iterator<Tuple2<Long, Serializable>> content, SketchRules rules) {
    DeduplicationSettings settings = rules.deduplicate();
    Sketches sketches = new Sketches();
    MinHasher hasher = settings.near() ? new MinHasher(settings) : null;
    while (content.hasNext()) {
      Serializable value = content.next()._2();
      if (value instanceof StoredDocument document) {
        sketches.add(document, rules, hasher);
      } else {
        sketches.tally.merge((Tally) value);
      }
    }
    return sketches;
  }

  private void add(StoredDocument document, SketchRules rules, MinHasher hasher) {
    List<String> keys = rules.examples().copyKeys(document.document());
    String text = keys.get(0);
    documents.add(
        new Sketch(
            document.id(),
            document.group(),
            rules.deduplicate().exact() ? fingerprints(keys) : List.of(),
            hasher == null ? null : hasher.signature(text)));
    if (rules.splitBy() == SplitBy.GROUP) {
      charactersByGroup.merge(document.group(), (long) text.length(), Long::sum);
    }
  }

  private static List<Fingerprint> fingerprints(List<String> keys) {
    return keys.stream().map(Fingerprint::of).distinct().toList();
  }

  List<Sketch> documents() {
    return documents;
  }

  Survey survey() {
    return new Survey(tally, charactersByGroup);
  }
}
