package dev.heddle.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardRoundTripTest {

  private static final int VOCABULARY = 1 << 17;

  /** What is written is read, whatever the ids, the lengths and the row groups. */
  @Property(tries = 40)
  void writtenPacksAreRead(
      @ForAll @Size(min = 1, max = 20)
          List<@Size(min = 1, max = 30) List<@IntRange(min = 0, max = VOCABULARY - 1) Integer>>
              packs,
      @ForAll @IntRange(min = 1, max = 7) int packsPerRowGroup)
      throws IOException {
    Storage storage = HadoopStorage.local();
    URI folder = Files.createTempDirectory("shards").toUri();
    try {
      List<PackedSample> expected = samples(packs);
      ShardFile file = write(storage, folder, expected, packsPerRowGroup);
      assertThat(file.length()).isEqualTo(Files.size(Path.of(folder).resolve("train.parquet")));
      assertThat(readAll(storage, folder, file, List.of())).isEqualTo(expected);
    } finally {
      storage.delete(folder);
    }
  }

  /** Columns go with their tokens and sequences, several numbers to each where they are so wide. */
  @Test
  void columnsAreRead(@TempDir Path temporary) {
    Storage storage = HadoopStorage.local();
    List<SampleColumn> columns =
        List.of(
            SampleColumn.perSequence("labels"),
            SampleColumn.perToken("loss_mask"),
            SampleColumn.perToken("teacher_ids", 2),
            SampleColumn.perSequence("content", 2));
    List<PackedSample> expected =
        List.of(
            new PackedSample(0, ints(7, 8, 9, 5), ints(3, 1))
                .with(Map.of("labels", ints(1, 0), "loss_mask", ints(0, 1, 1, 0)))
                .with(Map.of("teacher_ids", ints(1, 2, 3, 4, 5, 6, 7, 8)))
                .with(Map.of("content", ints(-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0))),
            new PackedSample(1, ints(6), ints(1))
                .with(Map.of("labels", ints(1), "loss_mask", ints(1)))
                .with(Map.of("teacher_ids", ints(9, 9), "content", ints(5, -5))));
    URI folder = temporary.toUri();
    ShardFile file;
    try (ShardWriter writer =
        ShardWriter.create(storage, Storage.below(folder, "train.parquet"), 8, columns)) {
      expected.forEach(writer::write);
      file = writer.finish();
    }
    assertThat(readAll(storage, folder, file, columns)).isEqualTo(expected);
    assertThat(ShardSet.open(storage, folder).manifest().layout().columns()).isEqualTo(columns);
    assertThat(ShardSet.open(storage, folder).manifest().labels()).containsExactly("red", "green");
  }

  private static List<PackedSample> samples(List<List<Integer>> packs) {
    List<PackedSample> samples = new ArrayList<>();
    for (List<Integer> pack : packs) {
      int[] ids = pack.stream().mapToInt(Integer::intValue).toArray();
      int first = 1 + ids[0] % ids.length;
      int[] lengths =
          first == ids.length ? new int[] {first} : new int[] {first, ids.length - first};
      samples.add(new PackedSample(samples.size(), ids, lengths));
    }
    return samples;
  }

  private static ShardFile write(
      Storage storage, URI folder, List<PackedSample> samples, int packsPerRowGroup) {
    try (ShardWriter writer =
        ShardWriter.create(storage, Storage.below(folder, "train.parquet"), packsPerRowGroup)) {
      samples.forEach(sample -> writer.write(sample.inputIds(), sample.sequenceLengths()));
      return writer.finish();
    }
  }

  private static int[] ints(int... values) {
    return values;
  }

  private static List<PackedSample> readAll(
      Storage storage, URI folder, ShardFile file, List<SampleColumn> columns) {
    Split train = Split.of(1, 1, 30, List.of(file));
    Split none = Split.of(0, 0, 30, List.of());
    new Manifest(
            Manifest.SCHEMA_VERSION,
            "test",
            "t",
            VOCABULARY,
            30,
            "s",
            new SampleLayout("test", LengthBound.SAMPLE, columns),
            new Manifest.Splits(train, none),
            List.of("red", "green"),
            Map.of())
        .write(storage, folder);
    ShardSet shards = ShardSet.open(storage, folder);
    shards.verify();
    ShardSplit split = shards.train();
    List<PackedSample> read = new ArrayList<>();
    for (int block = 0; block < split.index().count(); block++) {
      read.addAll(split.read(block));
    }
    return read;
  }
}
