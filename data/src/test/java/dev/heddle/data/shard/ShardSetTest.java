package dev.heddle.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardSetTest {

  private static final int VOCABULARY = 100;
  private static final int LENGTH = 8;

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path folder;

  @BeforeEach
  void writeTwoShardsAndOneForValidation() {
    ShardFile first = write("train-00000.parquet", 0, 5);
    ShardFile second = write("train-00001.parquet", 5, 2);
    ShardFile held = write("validation-00000.parquet", 50, 1);
    manifest(List.of(first, second), List.of(held)).write(storage, folder.toUri());
  }

  /** Pack i holds one sequence (i) and one of two tokens (i, i + 1). */
  private static PackedSample pack(int i) {
    return new PackedSample(i, new int[] {i, i, i + 1}, new int[] {1, 2});
  }

  private ShardFile write(String name, int first, int packs) {
    try (ShardWriter writer = ShardWriter.create(storage, at(name), 2)) {
      for (int i = first; i < first + packs; i++) {
        writer.write(pack(i).inputIds(), pack(i).sequenceLengths());
      }
      return writer.finish();
    }
  }

  private static Manifest manifest(List<ShardFile> train, List<ShardFile> validation) {
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        "test",
        "tokenizer-a",
        VOCABULARY,
        LENGTH,
        "source",
        SampleLayout.TEXT,
        new Manifest.Splits(Split.of(3, 70, LENGTH, train), Split.of(1, 10, LENGTH, validation)),
        List.of(),
        Map.of("duplicates", 4L));
  }

  private URI at(String name) {
    return Storage.below(folder.toUri(), name);
  }

  private ShardSet open() {
    return ShardSet.open(storage, folder.toUri());
  }

  @Test
  void blocksAreReadInAnyOrder() {
    ShardSplit train = open().train();

    assertThat(train.size()).isEqualTo(7);
    assertThat(IntStream.range(0, 4).mapToObj(train.index()::size)).containsExactly(2, 2, 1, 2);
    assertThat(train.read(3)).containsExactly(pack(5), pack(6));
    assertThat(train.read(0)).containsExactly(pack(0), pack(1));
    assertThat(train.read(2)).containsExactly(pack(4));
    assertThat(train.read(0)).containsExactly(pack(0), pack(1));
    PackedSample held = open().validation().read(0).get(0);
    assertThat(held).isEqualTo(new PackedSample(0, pack(50).inputIds(), new int[] {1, 2}));
  }

  @Test
  void theManifestCountsAndTravelsThroughJson() throws IOException {
    Manifest manifest = open().manifest();
    Split train = manifest.splits().train();

    assertThat(train.packs()).isEqualTo(7);
    assertThat(train.tokens()).isEqualTo(21);
    assertThat(train.sequences()).isEqualTo(14);
    assertThat(train.unusedCapacity()).isEqualTo(1 - 21.0 / (7 * 8));
    assertThat(train.files().get(0).rowGroups()).containsExactly(2, 2, 1);
    assertThat(manifest.preparation()).containsEntry("duplicates", 4L);
    assertThat(Files.readString(folder.resolve("manifest.json")))
        .contains("\"max_seq_length\" : 8", "\"row_groups\"", "\"tokenizer_fingerprint\"");
    assertThat(manifest).isEqualTo(manifest(train.files(), manifest.splits().validation().files()));
  }

  @Test
  void untouchedShardsVerify() {
    assertThatCode(() -> open().requireTokenizer("tokenizer-a").verify())
        .doesNotThrowAnyException();
  }

  @Test
  void theWrongTokenizerIsRefused() {
    assertThatThrownBy(() -> open().requireTokenizer("tokenizer-b"))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot use shards: folder=%s was made with tokenizer tokenizer-a, this run has"
                + " tokenizer-b; use that tokenizer, prepare again, or choose another"
                + " dataset.prepared_path",
            folder.toUri());
  }

  @Test
  void everyFlippedByteFailsVerificationAndNoneGivesOtherSamples() throws IOException {
    List<PackedSample> whole = open().train().read(0);
    Path shard = folder.resolve("train-00000.parquet");
    byte[] content = Files.readAllBytes(shard);
    int detectedOnReading = 0;
    for (int position = 0; position < content.length; position += 7) {
      flip(shard, position);
      ShardSet altered = open();
      assertThatThrownBy(altered::verify)
          .isInstanceOf(ShardException.class)
          .hasMessageStartingWith(
              "Cannot read shard: file=%s; expected SHA-256 ", at("train-00000.parquet"))
          .hasMessageEndingWith("it was altered or cut short after it was made; prepare again");
      detectedOnReading += readsOrRefuses(altered.train(), whole);
      Files.write(shard, content);
    }
    assertThat(detectedOnReading).isPositive();
  }

  /** 1 if reading was refused, 0 if the flipped byte was of no consequence. */
  private int readsOrRefuses(ShardSplit split, List<PackedSample> whole) {
    try {
      assertThat(split.read(0)).isEqualTo(whole);
      return 0;
    } catch (ShardException refused) {
      assertThat(refused)
          .hasMessageStartingWith("Cannot read shard: file=%s; ", at("train-00000.parquet"))
          .hasMessageEndingWith("prepare again");
      return 1;
    }
  }

  private static void flip(Path file, long position) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.seek(position);
      int old = content.read();
      content.seek(position);
      content.write(old ^ 0x10);
    }
  }

  @Test
  void aTruncatedShardIsRefusedOnOpeningAndOnReading() throws IOException {
    ShardSplit opened = open().train();
    Path shard = folder.resolve("train-00001.parquet");
    long length = Files.size(shard);
    Files.write(shard, Arrays.copyOf(Files.readAllBytes(shard), (int) length - 9));
    String message =
        "Cannot read shard: file=%s; expected %d bytes, found %d; it was altered or cut short after"
            + " it was made; prepare again";

    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessage(message, at("train-00001.parquet"), length, length - 9);
    assertThatThrownBy(() -> opened.read(3))
        .isInstanceOf(ShardException.class)
        .hasMessage(message, at("train-00001.parquet"), length, length - 9);
  }

  @Test
  void aMissingShardIsRefused() throws IOException {
    Files.delete(folder.resolve("train-00001.parquet"));
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot read shard: file=%s; the manifest names it and it is not there; prepare again",
            at("train-00001.parquet"));
  }

  @Test
  void aShardReplacedByAnotherWholeOneIsRefused() throws IOException {
    storage.delete(at("train-00000.parquet"));
    ShardFile other = write("train-00000.parquet", 20, 3);
    Manifest manifest = Manifest.read(storage, folder.toUri());
    ShardFile claimed = manifest.splits().train().files().get(0);
    ShardFile sameLength =
        new ShardFile(
            claimed.name(), other.length(), claimed.sha256(), 5, 10, 15, claimed.rowGroups());
    manifest(List.of(sameLength), List.of()).write(storage, folder.toUri());

    assertThatThrownBy(() -> open().train().read(1))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("row group 1 has 1 packs, expected 2");
    assertThatThrownBy(() -> open().verify()).hasMessageContaining("expected SHA-256");
  }

  @Test
  void idsOutsideTheVocabularyAreRefused() {
    storage.delete(at("validation-00000.parquet"));
    ShardFile held = write("validation-00000.parquet", VOCABULARY - 1, 1);
    manifest(List.of(), List.of(held)).write(storage, folder.toUri());

    assertThatThrownBy(() -> open().validation().read(0))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("index=0 has token id 100, the vocabulary has 100");
  }

  @Test
  void anUnfinishedFolderIsRefused() throws IOException {
    Files.delete(folder.resolve("manifest.json"));
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot open shards: folder=%s; it has no manifest.json, so its preparation did not"
                + " finish; prepare again",
            folder.toUri());
  }

  @Test
  void anotherSchemaAndAHalfManifestAreRefused() throws IOException {
    Path file = folder.resolve("manifest.json");
    String json = Files.readString(file);
    Files.writeString(file, json.replace("\"schema_version\" : 3", "\"schema_version\" : 9"));
    assertThatThrownBy(this::open)
        .hasMessage(
            "Cannot open shards: schema_version=9 in %s; this Heddle reads 3; prepare again",
            at("manifest.json"));

    Files.writeString(file, json.substring(0, json.length() / 2));
    assertThatThrownBy(this::open)
        .hasMessage(
            "Cannot open shards: file=%s; it is not a whole manifest; prepare again",
            at("manifest.json"));
  }

  @Test
  void aWriterClosedUnfinishedLeavesNoFile() {
    try (ShardWriter writer = ShardWriter.create(storage, at("half.parquet"), 2)) {
      writer.write(new int[] {1}, new int[] {1});
    }
    assertThat(storage.exists(at("half.parquet"))).isFalse();
  }

  @Test
  void packsThatDoNotAddUpAreRefused() {
    try (ShardWriter writer = ShardWriter.create(storage, at("bad.parquet"), 2)) {
      assertThatThrownBy(() -> writer.write(new int[] {1, 2}, new int[] {1}))
          .hasMessageStartingWith("Cannot use pack: index=0 has 2 tokens in sequences of 1;");
      assertThatThrownBy(() -> writer.write(new int[] {}, new int[] {}))
          .hasMessageContaining("no tokens");
      assertThatThrownBy(() -> writer.write(new int[] {1}, new int[] {1, 0}))
          .hasMessageContaining("a sequence of length 0");
    }
  }
}
