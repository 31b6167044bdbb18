package dev.heddle.jobs.prepare;

import dev.heddle.data.examples.ExampleContext;
import dev.heddle.data.examples.Examples;
import dev.heddle.data.examples.SampleMaker;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.ShardWriter;
import dev.heddle.storage.Storage;
import java.io.Closeable;
import java.net.URI;
import java.util.List;

/** The shard of one partition and side; its file exists once there is a sample for it. */
final class SideShard implements Closeable {

  /** A row group is read and decoded as a whole, for a few of its packs at a time. */
  private static final int TOKENS_A_ROW_GROUP = 1 << 18;

  private static final int LEAST_PACKS = 16;
  private static final int MOST_PACKS = 4096;

  private final Storage storage;
  private final URI file;
  private final List<SampleColumn> columns;
  private final int packsPerRowGroup;
  private final SampleMaker maker;
  private ShardWriter writer;
  private long documents;
  private long bytes;

  SideShard(Storage storage, URI file, Examples examples, ExampleContext context) {
    this.storage = storage;
    this.file = file;
    this.columns = examples.layout().columns();
    this.packsPerRowGroup = packsPerRowGroup(examples.maxSeqLength());
    this.maker = examples.open(context);
  }

  private static int packsPerRowGroup(int maxSeqLength) {
    return Math.max(LEAST_PACKS, Math.min(MOST_PACKS, TOKENS_A_ROW_GROUP / maxSeqLength));
  }

  void add(StoredDocument document) {
    if (maker.add(document.document(), this::write)) {
      documents++;
      bytes += document.utf8().length;
    }
  }

  /** Writes what is left and says what there is. */
  ShardSummary.Part finish() {
    maker.finish(this::write);
    return new ShardSummary.Part(documents, bytes, writer == null ? null : writer.finish());
  }

  /** Without {@link #finish()} the file is deleted. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private void write(PackedSample sample) {
    if (writer == null) {
      writer = ShardWriter.create(storage, file, packsPerRowGroup, columns);
    }
    writer.write(sample);
  }
}
