package dev.heddle.data.shard;

import java.util.List;

/** What holds for every pack, whoever wrote it. */
final class PackChecks {

  private PackChecks() {}

  /** Its sequences are all there and not empty, and its columns have what they need. */
  static void requireWhole(PackedSample pack, List<SampleColumn> columns) {
    long sum = 0;
    for (int length : pack.sequenceLengths()) {
      require(length > 0, pack, "a sequence of length " + length);
      sum += length;
    }
    int tokens = pack.inputIds().length;
    require(tokens > 0, pack, "no tokens");
    require(sum == tokens, pack, "%d tokens in sequences of %d".formatted(tokens, sum));
    columns.forEach(column -> requireColumn(pack, column));
    if (pack.columns().size() != columns.size()) {
      require(false, pack, "columns " + pack.columns().keySet() + ", not " + columns);
    }
  }

  private static void requireColumn(PackedSample pack, SampleColumn column) {
    int[] values = pack.columns().get(column.name());
    long expected = column.size(pack);
    if (values == null || values.length != expected) {
      require(
          false,
          pack,
          "%s numbers in column %s, not %d"
              .formatted(values == null ? "no" : values.length, column.name(), expected));
    }
  }

  /** It fits the model it is for. */
  static void requireFitting(PackedSample pack, Manifest manifest) {
    int most = manifest.maxSeqLength();
    if (manifest.layout().bound() == LengthBound.SAMPLE) {
      requireLength(pack, pack.inputIds().length, most);
    } else {
      for (int length : pack.sequenceLengths()) {
        requireLength(pack, length, most);
      }
    }
    int size = manifest.vocabularySize();
    for (int id : pack.inputIds()) {
      if (id < 0 || id >= size) {
        require(false, pack, "token id %d, the vocabulary has %d".formatted(id, size));
      }
    }
  }

  private static void requireLength(PackedSample pack, int tokens, int most) {
    require(tokens <= most, pack, "%d tokens, max_seq_length is %d".formatted(tokens, most));
  }

  private static void require(boolean holds, PackedSample pack, String found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Cannot use pack: index=%d has %s; the tokenizer's ids and the packer's lengths must agree"
              .formatted(pack.index(), found));
    }
  }
}
