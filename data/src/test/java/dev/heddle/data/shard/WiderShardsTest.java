package dev.heddle.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiderShardsTest {

  private static final SampleColumn TEACHER = SampleColumn.perToken("teacher_ids", 2);

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path temporary;
  private URI from;
  private URI to;

  @BeforeEach
  void writeShards() {
    from = Storage.below(temporary.toUri(), "from");
    to = Storage.below(temporary.toUri(), "to");
    List<ShardFile> train = List.of(write("train-0.parquet", 0, 5), write("train-1.parquet", 5, 2));
    List<ShardFile> validation = List.of(write("validation-0.parquet", 50, 3));
    new Manifest(
            Manifest.SCHEMA_VERSION,
            "test",
            "t",
            100,
            8,
            "s",
            new SampleLayout("x", LengthBound.SAMPLE, List.of(SampleColumn.perSequence("labels"))),
            new Manifest.Splits(Split.of(7, 70, 8, train), Split.of(3, 30, 8, validation)),
            List.of("a", "b"),
            Map.of("kept", 10L))
        .write(storage, from);
  }

  private ShardFile write(String name, int first, int packs) {
    List<SampleColumn> columns = List.of(SampleColumn.perSequence("labels"));
    try (ShardWriter writer = ShardWriter.create(storage, Storage.below(from, name), 2, columns)) {
      IntStream.range(first, first + packs).forEach(i -> writer.write(pack(i)));
      return writer.finish();
    }
  }

  private static PackedSample pack(int i) {
    return new PackedSample(
        i, new int[] {i, i + 1, i + 2}, new int[] {1, 2}, Map.of("labels", new int[] {0, i % 2}));
  }

  /** Twice and thrice each id. */
  private static List<Map<String, int[]>> answers(List<PackedSample> samples) {
    return samples.stream()
        .map(
            sample ->
                Map.of(
                    TEACHER.name(),
                    IntStream.of(sample.inputIds())
                        .flatMap(id -> IntStream.of(2 * id, 3 * id))
                        .toArray()))
        .toList();
  }

  @Test
  void samplesKeepTheirPlacesAndGetMoreColumns() {
    ShardSet shards = ShardSet.open(storage, from);
    WiderShards wider = shards.widened(to, List.of(TEACHER));
    Manifest.Splits splits = shards.manifest().splits();
    List<ShardFile> validation = written(wider, splits.validation());
    List<ShardFile> train = written(wider, splits.train());
    Manifest manifest = wider.finish(train, validation, "s2", Map.of("teacher", "t"));

    ShardSet found = ShardSet.open(storage, to);
    found.verify();
    assertThat(found.manifest()).isEqualTo(manifest);
    assertThat(manifest.layout().columns())
        .containsExactly(SampleColumn.perSequence("labels"), TEACHER);
    assertThat(manifest.splits().train().documents()).isEqualTo(7);
    assertThat(manifest.splits().train().tokens()).isEqualTo(21);
    assertThat(manifest.preparation()).containsEntry("kept", 10L);
    assertThat(manifest.labels()).containsExactly("a", "b");
    assertThat(manifest.sourceFingerprint()).isEqualTo("s2");
    assertThat(manifest.added()).isEqualTo(Map.of("teacher", "t"));
    List<PackedSample> read = all(found.train());
    assertThat(read)
        .isEqualTo(
            IntStream.range(0, 7)
                .mapToObj(i -> pack(i).with(answers(List.of(pack(i))).get(0)))
                .toList());
    assertThat(all(found.validation()).get(2).column("teacher_ids"))
        .containsExactly(104, 156, 106, 159, 108, 162);
  }

  @Test
  void everySampleNeedsItsNumbers() {
    ShardSet shards = ShardSet.open(storage, from);
    WiderShards wider = shards.widened(to, List.of(TEACHER));
    ShardFile file = shards.manifest().splits().train().files().get(0);
    assertThatThrownBy(() -> wider.write(file, file.name(), samples -> List.of()))
        .hasMessage(
            "Cannot widen shards: 2 samples got the columns of 0; there must be a map for each");
    assertThatThrownBy(
            () ->
                wider.write(
                    file,
                    file.name(),
                    samples -> List.of(Map.of("teacher_ids", new int[5]), Map.of())))
        .hasMessageContaining("index=0 has 5 numbers in column teacher_ids, not 6");
    assertThat(storage.exists(Storage.below(to, file.name()))).isFalse();
  }

  /** By hand: 7 samples of 14 sequences, so two rooms of 8 a sample where none is shared. */
  @Test
  void roomIsThatOfASampleOrOfItsSequences() {
    Manifest shared = ShardSet.open(storage, from).manifest();
    assertThat(shared.sampleRoom()).isEqualTo(8);
    List<ShardFile> files = shared.splits().train().files();
    Split split = Split.of(7, 70, 8, LengthBound.SEQUENCE, files);
    assertThat(split.unusedCapacity()).isEqualTo(1 - 21.0 / (14 * 8));
    Manifest own =
        new Manifest(
            shared.schemaVersion(),
            "test",
            "t",
            100,
            8,
            "s",
            new SampleLayout("x", LengthBound.SEQUENCE, List.of()),
            new Manifest.Splits(split, split),
            List.of(),
            Map.of());
    assertThat(own.sampleRoom()).isEqualTo(16);
  }

  @Test
  void namesOfColumnsAreChecked() {
    assertThatThrownBy(() -> SampleColumn.perToken("input_ids"))
        .hasMessageStartingWith("Cannot name a column: name=input_ids width=1; ");
    assertThatThrownBy(() -> SampleColumn.perToken("x", 0)).hasMessageContaining("width=0");
    assertThatThrownBy(() -> pack(1).column("loss_mask"))
        .hasMessage(
            "Cannot use sample: column=loss_mask; it has [labels]; prepare the corpus again for this objective");
  }

  private static List<ShardFile> written(WiderShards wider, Split split) {
    return split.files().stream()
        .map(file -> wider.write(file, file.name(), WiderShardsTest::answers))
        .toList();
  }

  private static List<PackedSample> all(ShardSplit split) {
    List<PackedSample> samples = new ArrayList<>();
    for (int block = 0; block < split.index().count(); block++) {
      samples.addAll(split.read(block));
    }
    return samples;
  }
}
