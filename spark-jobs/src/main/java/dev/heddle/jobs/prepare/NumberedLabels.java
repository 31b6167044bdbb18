package dev.heddle.jobs.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/** The classes of a corpus by their numbers. */
final class NumberedLabels implements Serializable {

  private static final long serialVersionUID = 1;

  private final LabelRules rules;
  private final HashMap<String, Integer> numbers = new HashMap<>();

  /**
   * @param names in the order of their numbers
   */
  NumberedLabels(LabelRules rules, List<String> names) {
    this.rules = rules;
    names.forEach(name -> numbers.put(name, numbers.size()));
  }

  LabelRules rules() {
    return rules;
  }

  /** The number of a document's class. */
  int number(StoredDocument document) {
    return numbers.get(rules.label(document));
  }
}
