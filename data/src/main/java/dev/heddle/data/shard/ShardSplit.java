package dev.heddle.data.shard;

import dev.heddle.data.parquet.PositionedInputFile;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * The packs of one split. A block is a Parquet row group: reading it touches nothing else of the
 * file, and every page's checksum is verified.
 */
public final class ShardSplit implements SampleBlocks {

  private record Place(ShardFile file, int rowGroup) {}

  private final Storage storage;
  private final URI folder;
  private final Manifest manifest;
  private final List<Place> places = new ArrayList<>();
  private final BlockIndex index;
  private final Map<String, ParquetMetadata> footers = new ConcurrentHashMap<>();

  ShardSplit(Storage storage, URI folder, Manifest manifest, Split split) {
    this.storage = storage;
    this.folder = folder;
    this.manifest = manifest;
    List<Integer> sizes = new ArrayList<>();
    for (ShardFile file : split.files()) {
      for (int rowGroup = 0; rowGroup < file.rowGroups().size(); rowGroup++) {
        places.add(new Place(file, rowGroup));
        sizes.add(file.rowGroups().get(rowGroup));
      }
    }
    this.index = BlockIndex.of(sizes);
  }

  @Override
  public BlockIndex index() {
    return index;
  }

  /** The blocks of one file in its order. */
  List<Integer> blocksOf(ShardFile file) {
    return IntStream.range(0, places.size())
        .filter(block -> places.get(block).file().equals(file))
        .boxed()
        .toList();
  }

  /**
   * Reads and checks one row group.
   *
   * @throws ShardException if the file is not the one that the manifest describes
   */
  @Override
  public List<PackedSample> read(int block) {
    Place place = places.get(block);
    URI file = Storage.below(folder, place.file().name());
    try (PositionedInputFile input = new PositionedInputFile(storage, file)) {
      if (input.getLength() != place.file().length()) {
        throw Altered.length(file, place.file().length(), input.getLength());
      }
      PackedSample[] packs = decode(input, place, index.start(block));
      requireAgreement(packs, place, index.size(block));
      return List.of(packs);
    } catch (StorageException | ShardException failure) {
      throw failure;
    } catch (IOException | RuntimeException failure) {
      throw Altered.content(file, "row group " + place.rowGroup(), failure);
    }
  }

  private PackedSample[] decode(PositionedInputFile input, Place place, long firstIndex)
      throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .usePageChecksumVerification()
            .build();
    ParquetMetadata footer = footers.get(place.file().name());
    try (ParquetFileReader reader =
        footer == null
            ? ParquetFileReader.open(input, options)
            : ParquetFileReader.open(input, footer, options, input.newStream())) {
      footers.putIfAbsent(place.file().name(), reader.getFooter());
      try (PageReadStore pages = reader.readRowGroup(place.rowGroup())) {
        FileMetaData file = reader.getFooter().getFileMetaData();
        List<SampleColumn> columns = manifest.layout().columns();
        return new RowGroupReader(pages, columns, file.getCreatedBy()).packs(firstIndex);
      }
    }
  }

  private void requireAgreement(PackedSample[] packs, Place place, int expected) {
    if (packs.length != expected) {
      throw new IllegalArgumentException(
          "row group %d has %d packs, expected %d"
              .formatted(place.rowGroup(), packs.length, expected));
    }
    for (PackedSample pack : packs) {
      PackChecks.requireWhole(pack, manifest.layout().columns());
      PackChecks.requireFitting(pack, manifest);
    }
  }
}
