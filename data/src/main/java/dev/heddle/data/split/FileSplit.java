package dev.heddle.data.split;

import dev.heddle.data.source.Document;

/**
 * Holds out the files whose name hashes below the share, with all documents in them: what stands
 * before the number that ends a document's id.
 *
 * @param valSize expected share of files held out, 0 to below 1
 */
public record FileSplit(double valSize, long seed) implements SplitRule {

  @Override
  public Side sideOf(Document document) {
    return StableHash.unit(file(document.id()), seed) < valSize ? Side.VALIDATION : Side.TRAIN;
  }

  private static String file(String id) {
    int number = id.lastIndexOf('#');
    return number < 0 ? id : id.substring(0, number);
  }
}
