package dev.heddle.data.shard;

import dev.heddle.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Writes packs into one Parquet file, zstd-compressed. Row groups are small, because shuffled
 * reading decodes a whole row group for a few of its packs at a time.
 *
 * <p>Closed without {@link #finish()}, it deletes the file. Belongs to one thread.
 */
public final class ShardWriter implements Closeable {

  /** Only the number of packs ends a row group. */
  private static final long ROW_GROUP_BYTES = 1L << 30;

  private final Storage storage;
  private final URI file;
  private final DigestedOutputFile output;
  private final List<SampleColumn> columns;
  private final ParquetWriter<PackedSample> parquet;
  private boolean finished;
  private long packs;
  private long sequences;
  private long tokens;

  private ShardWriter(Storage storage, URI file, int packsPerRowGroup, List<SampleColumn> columns)
      throws IOException {
    this.storage = storage;
    this.columns = columns;
    this.file = file;
    this.output = new DigestedOutputFile(storage, file);
    this.parquet =
        new Builder(output, columns)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupRowCountLimit(packsPerRowGroup)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
  }

  /**
   * Starts a new file of packs of nothing but tokens.
   *
   * @param packsPerRowGroup packs that are read at once later, at least 1; about 256 suits packs of
   *     1,024 tokens
   */
  public static ShardWriter create(Storage storage, URI file, int packsPerRowGroup) {
    return create(storage, file, packsPerRowGroup, List.of());
  }

  /** Starts a new file of packs with columns. */
  public static ShardWriter create(
      Storage storage, URI file, int packsPerRowGroup, List<SampleColumn> columns) {
    if (packsPerRowGroup < 1) {
      throw new IllegalArgumentException(
          "Cannot write shard: packs_per_row_group=%d; at least 1".formatted(packsPerRowGroup));
    }
    try {
      return new ShardWriter(storage, file, packsPerRowGroup, List.copyOf(columns));
    } catch (IOException failure) {
      throw failed(file, failure);
    }
  }

  /**
   * Adds a pack; its number is its place among all packs of the split.
   *
   * @param inputIds token ids of all sequences, {@code [tokens]}, at least one
   * @param sequenceLengths {@code [sequences]}, each above 0, adding up to {@code tokens}
   */
  public void write(int[] inputIds, int[] sequenceLengths) {
    write(new PackedSample(packs, inputIds, sequenceLengths));
  }

  /** Adds a pack, whatever its index says. */
  public void write(PackedSample pack) {
    PackChecks.requireWhole(pack, columns);
    try {
      parquet.write(pack);
    } catch (IOException failure) {
      throw failed(file, failure);
    }
    packs++;
    sequences += pack.sequenceLengths().length;
    tokens += pack.inputIds().length;
  }

  /** Closes the file and tells what the manifest has to say about it. */
  public ShardFile finish() {
    try {
      parquet.close();
    } catch (IOException failure) {
      throw failed(file, failure);
    }
    finished = true;
    List<Integer> rowGroups =
        parquet.getFooter().getBlocks().stream()
            .map(BlockMetaData::getRowCount)
            .map(Math::toIntExact)
            .toList();
    String path = file.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new ShardFile(
        name, output.length(), output.sha256(), packs, sequences, tokens, rowGroups);
  }

  @Override
  public void close() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      parquet.close();
    } catch (IOException failure) {
      throw failed(file, failure);
    } finally {
      storage.delete(file);
    }
  }

  private static ShardException failed(URI file, IOException failure) {
    return new ShardException(
        "Cannot write shard: file=%s; %s".formatted(file, failure.getMessage()), failure);
  }

  private static final class Builder extends ParquetWriter.Builder<PackedSample, Builder> {

    private final List<SampleColumn> columns;

    Builder(OutputFile file, List<SampleColumn> columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract still, though nothing calls it
    protected WriteSupport<PackedSample> getWriteSupport(Configuration configuration) {
      return new PackWriteSupport(columns);
    }

    @Override
    protected WriteSupport<PackedSample> getWriteSupport(ParquetConfiguration configuration) {
      return new PackWriteSupport(columns);
    }
  }
}
