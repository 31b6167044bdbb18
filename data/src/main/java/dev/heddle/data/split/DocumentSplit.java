package dev.heddle.data.split;

import dev.heddle.data.source.Document;

/**
 * Holds out the documents whose id hashes below the share. Where a document goes depends on nothing
 * but its id: adding others never moves it, and raising the share only moves documents into
 * validation.
 *
 * @param valSize expected share of documents held out, 0 to below 1
 */
public record DocumentSplit(double valSize, long seed) implements SplitRule {

  @Override
  public Side sideOf(Document document) {
    return StableHash.unit(document.id(), seed) < valSize ? Side.VALIDATION : Side.TRAIN;
  }
}
