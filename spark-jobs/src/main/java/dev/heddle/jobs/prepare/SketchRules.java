package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.examples.Examples;
import dev.heddle.data.split.SplitBy;
import java.io.Serializable;

/**
 * What of the section {@code dataset} a task needs to know to sketch documents.
 *
 * @param deduplicate what counts as a copy
 * @param splitBy groups are measured if whole groups are held out
 * @param examples tell what documents must not have in common
 */
record SketchRules(DeduplicationSettings deduplicate, SplitBy splitBy, Examples examples)
    implements Serializable {

  static SketchRules of(DatasetSettings dataset, Examples examples) {
    return new SketchRules(dataset.deduplicate(), dataset.splitBy(), examples);
  }
}
