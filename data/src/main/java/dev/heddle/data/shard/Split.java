package dev.heddle.data.shard;

import java.util.List;

/**
 * One part of a corpus, as packs in files.
 *
 * @param documents documents the packs were cut from
 * @param sequences documents or pieces of them, each attended to on its own
 * @param packs samples
 * @param tokens real tokens; there is no padding in a shard
 * @param bytes UTF-8 bytes of the documents' text
 * @param unusedCapacity share of the room without a token: 1 − tokens / (n × length), n packs, or
 *     sequences where each has the length for itself
 * @param files the shards, in the order that numbers the packs
 */
public record Split(
    long documents,
    long sequences,
    long packs,
    long tokens,
    long bytes,
    double unusedCapacity,
    List<ShardFile> files) {

  public Split {
    files = List.copyOf(files);
  }

  /** The same samples in other files. */
  Split with(List<ShardFile> others) {
    return new Split(documents, sequences, packs, tokens, bytes, unusedCapacity, others);
  }

  /** Adds up what the writers of a split's files counted. */
  public static Split of(long documents, long bytes, int maxSeqLength, List<ShardFile> files) {
    return of(documents, bytes, maxSeqLength, LengthBound.SAMPLE, files);
  }

  /** The same for samples of any layout. */
  public static Split of(
      long documents, long bytes, int maxSeqLength, LengthBound bound, List<ShardFile> files) {
    long packs = files.stream().mapToLong(ShardFile::packs).sum();
    long tokens = files.stream().mapToLong(ShardFile::tokens).sum();
    long sequences = files.stream().mapToLong(ShardFile::sequences).sum();
    long rows = bound == LengthBound.SAMPLE ? packs : sequences;
    double capacity = (double) rows * maxSeqLength;
    double unused = packs == 0 ? 0 : 1 - tokens / capacity;
    return new Split(documents, sequences, packs, tokens, bytes, unused, files);
  }
}
