package dev.heddle.jobs.prepare;

import dev.heddle.data.pack.Pack;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.PieceCutter;
import dev.heddle.data.shard.PackKind;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.ShardWriter;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.storage.Storage;
import java.io.Closeable;
import java.net.URI;
import java.util.Optional;

/**
 * The shard of one partition and side; its file exists once there is a pack for it. Text without
 * labels is cut and packed; a labelled document is one example, alone in its pack.
 */
final class SideShard implements Closeable {

  private final Storage storage;
  private final URI file;
  private final PackingRules rules;
  private final Optional<LabelledExamples> examples;
  private final PieceCutter cutter;
  private final Packer packer;
  private ShardWriter writer;
  private long documents;
  private long bytes;

  SideShard(Storage storage, URI file, PackingRules rules, Tokenizer tokenizer) {
    this.storage = storage;
    this.file = file;
    this.rules = rules;
    this.examples =
        rules.labels().map(labels -> new LabelledExamples(labels, tokenizer, rules.maxSeqLength()));
    this.cutter = rules.cutter(tokenizer);
    this.packer = rules.packer();
  }

  void add(StoredDocument document, Tokenizer tokenizer) {
    if (examples.isPresent()) {
      write(examples.get().example(document));
    } else {
      int[] ids = rules.document(tokenizer.encode(document.text()), tokenizer);
      cutter.cut(ids).forEach(piece -> packer.add(piece, this::write));
    }
    documents++;
    bytes += document.utf8().length;
  }

  /** Writes what is left and says what there is. */
  ShardSummary.Part finish() {
    packer.finish(this::write);
    return new ShardSummary.Part(
        documents, bytes, writer == null ? null : ShardSummary.WrittenFile.of(writer.finish()));
  }

  /** Without {@link #finish()} the file is deleted. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private void write(Pack pack) {
    write(pack.sample(0));
  }

  private void write(PackedSample sample) {
    if (writer == null) {
      PackKind kind = examples.isPresent() ? PackKind.LABELLED : PackKind.PLAIN;
      writer = ShardWriter.create(storage, file, rules.packsPerRowGroup(), kind);
    }
    writer.write(sample);
  }
}
