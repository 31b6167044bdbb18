package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.source.CorpusFormat;
import dev.heddle.data.source.Tally;
import dev.heddle.data.split.DocumentSplit;
import dev.heddle.data.split.FileSplit;
import dev.heddle.data.split.GroupSplit;
import dev.heddle.data.split.NamedSplit;
import dev.heddle.data.split.SplitBy;
import dev.heddle.data.split.SplitRule;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What reading and cleaning found.
 *
 * @param tally counts and notes
 * @param charactersByGroup size of every group; empty unless whole groups are held out
 */
record Survey(Tally tally, Map<String, Long> charactersByGroup) implements Serializable {

  /** All partitions together, in their order. */
  static Survey sum(List<Survey> partitions) {
    Tally tally = new Tally();
    Map<String, Long> characters = new HashMap<>();
    for (Survey partition : partitions) {
      tally.merge(partition.tally);
      partition.charactersByGroup.forEach(
          (group, size) -> characters.merge(group, size, Long::sum));
    }
    return new Survey(tally, characters);
  }

  SplitRule splitRule(DatasetSettings dataset) {
    if (!dataset.evalPath().isEmpty()) {
      return new NamedSplit();
    }
    if (dataset.splitBy() == SplitBy.GROUP) {
      return GroupSplit.choose(charactersByGroup, dataset.heldOut(), dataset.splitSeed());
    }
    return dataset.format() == CorpusFormat.JAVA_METHODS
        ? new FileSplit(dataset.heldOut(), dataset.splitSeed())
        : new DocumentSplit(dataset.heldOut(), dataset.splitSeed());
  }
}
