package dev.heddle.data.shard;

import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes shards again with more columns: the same samples in the same files, order and splits. Each
 * file is written on its own, on any machine, and the manifest last.
 *
 * <pre>{@code
 * WiderShards wider = ShardSet.open(storage, from).widened(to, List.of(perToken("teacher_ids", 8)));
 * ShardFile written = wider.write(file, file.name(), teacher::answers); // for every file
 * wider.finish(train, validation, fingerprint, Map.of("teacher", path));
 * }</pre>
 */
public final class WiderShards {

  private final Storage storage;
  private final ShardSet from;
  private final URI folder;
  private final List<SampleColumn> added;

  WiderShards(Storage storage, ShardSet from, URI folder, List<SampleColumn> added) {
    this.storage = storage;
    this.from = from;
    this.folder = folder;
    this.added = List.copyOf(added);
  }

  /**
   * Writes one file again, under the same name.
   *
   * @param file of the manifest
   * @param values as for the other method
   * @return what the new manifest has to say about it
   */
  public ShardFile write(
      ShardFile file, Function<List<PackedSample>, List<Map<String, int[]>>> values) {
    return write(file, file.name(), values);
  }

  /**
   * Writes one file again.
   *
   * @param file of the manifest
   * @param name of the new file
   * @param values the new columns of some samples, one map a sample, in their order; asked for a
   *     row group at a time, from the first to the last
   * @return what the new manifest has to say about it
   */
  public ShardFile write(
      ShardFile file, String name, Function<List<PackedSample>, List<Map<String, int[]>>> values) {
    ShardSplit split = from.splitOf(file);
    List<SampleColumn> columns = layout().columns();
    URI target = Storage.below(folder, name);
    try (ShardWriter writer =
        ShardWriter.create(storage, target, file.rowGroups().get(0), columns)) {
      for (int block : split.blocksOf(file)) {
        widened(split.read(block), values).forEach(writer::write);
      }
      return writer.finish();
    }
  }

  /**
   * Writes the manifest, which makes the folder a set of shards; the tokenizer's files have to be
   * there already.
   *
   * @param train what {@link #write} answered for the files of training, in the manifest's order
   * @param validation the same for validation
   * @param sourceFingerprint of what the wider shards are made from
   * @param added how the new columns came about
   */
  public Manifest finish(
      List<ShardFile> train,
      List<ShardFile> validation,
      String sourceFingerprint,
      Map<String, String> added) {
    Manifest old = from.manifest();
    Manifest wider =
        new Manifest(
            Manifest.SCHEMA_VERSION,
            old.createdBy(),
            old.tokenizerFingerprint(),
            old.vocabularySize(),
            old.maxSeqLength(),
            sourceFingerprint,
            layout(),
            new Manifest.Splits(
                old.splits().train().with(train), old.splits().validation().with(validation)),
            old.labels(),
            old.preparation(),
            added);
    wider.write(storage, folder);
    return wider;
  }

  private SampleLayout layout() {
    return from.manifest().layout().with(added);
  }

  private static List<PackedSample> widened(
      List<PackedSample> samples, Function<List<PackedSample>, List<Map<String, int[]>>> values) {
    List<Map<String, int[]>> columns = values.apply(samples);
    if (columns.size() != samples.size()) {
      throw new IllegalArgumentException(
          "Cannot widen shards: %d samples got the columns of %d; there must be a map for each"
              .formatted(samples.size(), columns.size()));
    }
    List<PackedSample> widened = new ArrayList<>(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      widened.add(samples.get(i).with(columns.get(i)));
    }
    return widened;
  }
}
