package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.split.SplitBy;
import java.io.Serializable;
import java.util.Optional;

/**
 * What of the section {@code dataset} a task needs to know to sketch documents.
 *
 * @param deduplicate what counts as a copy
 * @param splitBy groups are measured if whole groups are held out
 * @param second names the second text of a pair; null where documents are single texts
 */
record SketchRules(DeduplicationSettings deduplicate, SplitBy splitBy, String second)
    implements Serializable {

  static SketchRules of(DatasetSettings dataset) {
    return new SketchRules(
        dataset.deduplicate(), dataset.splitBy(), dataset.textPairColumn().orElse(null));
  }

  /** The name of the second text, if documents are pairs. */
  Optional<String> pairColumn() {
    return Optional.ofNullable(second);
  }
}
