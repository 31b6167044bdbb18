package dev.heddle.data.shard;

/** What holds for every pack, whoever wrote it. */
final class PackChecks {

  private PackChecks() {}

  /** Its sequences are all there and not empty. */
  static void requireWhole(PackedSample pack) {
    long sum = 0;
    for (int length : pack.sequenceLengths()) {
      require(length > 0, pack, "a sequence of length " + length);
      sum += length;
    }
    int tokens = pack.inputIds().length;
    require(tokens > 0, pack, "no tokens");
    require(sum == tokens, pack, "%d tokens in sequences of %d".formatted(tokens, sum));
    int labels = pack.labels().length;
    int sequences = pack.sequenceLengths().length;
    require(
        labels == pack.pairStarts().length && (labels == 0 || labels == sequences),
        pack,
        "%d labels for %d sequences".formatted(labels, sequences));
  }

  /** It fits the model it is for. */
  static void requireFitting(PackedSample pack, int vocabularySize, int maxSeqLength) {
    int tokens = pack.inputIds().length;
    require(
        tokens <= maxSeqLength,
        pack,
        "%d tokens, max_seq_length is %d".formatted(tokens, maxSeqLength));
    for (int id : pack.inputIds()) {
      if (id < 0 || id >= vocabularySize) {
        require(false, pack, "token id %d, the vocabulary has %d".formatted(id, vocabularySize));
      }
    }
  }

  private static void require(boolean holds, PackedSample pack, String found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Cannot use pack: index=%d has %s; the tokenizer's ids and the packer's lengths must agree"
              .formatted(pack.index(), found));
    }
  }
}
