package dev.heddle.jobs.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.ShardException;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.data.source.CorpusException;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerException;
import dev.heddle.jobs.prepare.Corpora.Sections;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preparing on Spark in this JVM: what comes out, and what bad input is told. */
class PrepareIT {

  private static JavaSparkContext spark;

  @TempDir private Path scratch;
  private Path corpus;
  private URI folder;

  @BeforeAll
  static void startSpark() {
    spark = Corpora.spark("local[2]");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void nameFolders() {
    corpus = scratch.resolve("corpus");
    folder = HadoopStorage.local().resolve(scratch.resolve("shards").toString());
  }

  private PreparedCorpus prepare(String... lines) {
    return Corpora.prepare(spark, Corpora.settings(scratch, corpus.toString(), lines), folder);
  }

  @Test
  void everyTokenOfEveryDocumentIsInAPackOnce() {
    Corpora.text(corpus, 40);
    Manifest manifest = prepare("val_size: 0.25", "add_special_tokens: false").manifest();

    HadoopStorage storage = HadoopStorage.local();
    ShardSet shards = ShardSet.open(storage, folder);
    shards.verify();
    try (Tokenizer tokenizer = PreparedCorpus.tokenizer(storage, folder)) {
      long[] expected = occurrences(tokenizer, filesBelow(corpus).map(PrepareIT::read));
      List<PackedSample> packs = new ArrayList<>(Corpora.packs(shards.train()));
      packs.addAll(Corpora.packs(shards.validation()));
      long[] found = new long[tokenizer.vocabularySize()];
      packs.forEach(pack -> count(pack.inputIds(), found));
      assertThat(found).isEqualTo(expected);
      assertThat(packs).allMatch(pack -> pack.inputIds().length <= 32);
      assertThat(manifest.vocabularySize()).isEqualTo(400).isEqualTo(tokenizer.vocabularySize());
    }
    assertThat(manifest.splits().train().documents() + manifest.splits().validation().documents())
        .isEqualTo(40);
    assertThat(manifest.splits().validation().documents()).isPositive();
    assertThat(manifest.splits().train().unusedCapacity()).isLessThan(0.03);
  }

  @Test
  void leavesCopiesOutAndKeepsThemFromValidation() {
    Corpora.text(corpus, 20);
    Random random = new Random(3);
    String original = Corpora.sentence(random, 400);
    Corpora.write(corpus.resolve("copies/a.txt"), original);
    Corpora.write(corpus.resolve("copies/b.txt"), original.replace(" ", "\n "));
    Corpora.write(corpus.resolve("copies/c.txt"), original + "one two");
    Corpora.write(corpus.resolve("copies/d.txt"), "zero " + original);

    Manifest manifest = prepare("split_by: group", "val_size: 0.3").manifest();

    assertThat(manifest.preparation())
        .containsEntry("dropped_exact_duplicate", 1L)
        .containsEntry("dropped_near_duplicate", 2L)
        .containsEntry("read_documents", 24L);
    assertThat(manifest.splits().train().documents() + manifest.splits().validation().documents())
        .isEqualTo(21);
  }

  /** The last file lies below the corpus too; a copy of a text to learn from is no test of it. */
  @Test
  void filesThatAreNamedForValidationMakeAllOfIt() {
    Corpora.text(corpus, 12);
    Random random = new Random(5);
    Path held = scratch.resolve("held");
    Corpora.write(held.resolve("a.txt"), Corpora.sentence(random, 60));
    Corpora.write(held.resolve("b.txt"), read(corpus.resolve("lib-0/file-000.txt")));
    String paths = "eval_path: ['%s', '%s']".formatted(held, corpus.resolve("lib-1/file-001.txt"));

    Manifest manifest = prepare(paths, "add_special_tokens: false").manifest();

    assertThat(manifest.splits().train().documents()).isEqualTo(11);
    assertThat(manifest.splits().validation().documents()).isEqualTo(2);
    assertThat(manifest.preparation()).containsEntry("dropped_exact_duplicate", 1L);
    HadoopStorage storage = HadoopStorage.local();
    try (Tokenizer tokenizer = PreparedCorpus.tokenizer(storage, folder)) {
      long[] expected =
          occurrences(
              tokenizer,
              Stream.of(held.resolve("a.txt"), corpus.resolve("lib-1/file-001.txt"))
                  .map(PrepareIT::read));
      long[] found = new long[tokenizer.vocabularySize()];
      Corpora.packs(ShardSet.open(storage, folder).validation())
          .forEach(pack -> count(pack.inputIds(), found));
      assertThat(found).isEqualTo(expected);
    }
    assertThatThrownBy(() -> prepare("eval_path: [" + scratch.resolve("nowhere") + "]"))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("dataset.eval_path=[");
  }

  @Test
  void keepsCopiesIfAsked() {
    Corpora.write(corpus.resolve("a.txt"), "the weaver weaves the cloth");
    Corpora.write(corpus.resolve("b.txt"), "the weaver weaves the cloth");

    Manifest manifest =
        prepare("val_size: 0", "deduplicate: {exact: false, near: false}").manifest();

    assertThat(manifest.splits().train().documents()).isEqualTo(2);
  }

  @Test
  void aTrainedTokenizerGetsTheTokensThatAnObjectiveNeeds() {
    Corpora.text(corpus, 10);
    String without = prepare().manifest().sourceFingerprint();
    Sections settings = Corpora.settings(scratch, corpus.toString());
    folder = HadoopStorage.local().resolve(scratch.resolve("added").toString());

    Manifest manifest = prepareWith(settings, "[MASK]", "[R]", "<extra_id_0>").manifest();

    assertThat(manifest.vocabularySize()).isEqualTo(402);
    assertThat(manifest.sourceFingerprint()).isNotEqualTo(without);
    try (Tokenizer tokenizer = PreparedCorpus.tokenizer(HadoopStorage.local(), folder)) {
      assertThat(tokenizer.encode("[R]<extra_id_0>")).containsExactly(400, 401);
    }
    assertThat(prepareWith(settings, "[MASK]", "[R]", "<extra_id_0>").origin())
        .isEqualTo(PreparedCorpus.Origin.FOUND);
    assertThatThrownBy(() -> prepareWith(settings, "[S]"))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("made from other files or by other settings");
  }

  @Test
  void aGivenTokenizerGetsTheTokensThatAnObjectiveNeeds() {
    Corpora.text(corpus, 10);
    prepare();
    Sections given =
        Corpora.settings(scratch, corpus.toString()).withTokenizer(Path.of(folder).toString());
    URI plain = HadoopStorage.local().resolve(scratch.resolve("plain").toString());
    String same = Corpora.prepare(spark, given, plain).manifest().tokenizerFingerprint();
    folder = HadoopStorage.local().resolve(scratch.resolve("added").toString());

    assertThat(prepareWith(given, "[S]").manifest().vocabularySize()).isEqualTo(401);

    try (Tokenizer tokenizer = PreparedCorpus.tokenizer(HadoopStorage.local(), folder)) {
      assertThat(tokenizer.id("[S]")).hasValue(400);
      assertThat(tokenizer.fingerprint()).isNotEqualTo(same);
    }
  }

  private PreparedCorpus prepareWith(Sections settings, String... addedTokens) {
    PrepareRequest plain = Corpora.request(settings);
    PrepareRequest request =
        new PrepareRequest(
            plain.dataset(), plain.tokenizer(), plain.form(), present -> List.of(addedTokens));
    return Corpora.prepare(spark, HadoopStorage.local(), request, folder);
  }

  @Test
  void findsWhatIsPrepared() throws IOException {
    Corpora.text(corpus, 10);
    assertThat(prepare().origin()).isEqualTo(PreparedCorpus.Origin.MADE);
    FileTime made = Files.getLastModifiedTime(Path.of(folder).resolve(Manifest.FILE));

    assertThat(prepare().origin()).isEqualTo(PreparedCorpus.Origin.FOUND);

    assertThat(Files.getLastModifiedTime(Path.of(folder).resolve(Manifest.FILE))).isEqualTo(made);
  }

  @Test
  void refusesShardsOfAnotherCorpusOrOtherSettings() {
    Corpora.text(corpus, 10);
    prepare();
    assertThatThrownBy(() -> prepare("min_characters: 2"))
        .isInstanceOf(ShardException.class)
        .hasMessageStartingWith("Cannot prepare: folder=" + folder)
        .hasMessageContaining("made from other files or by other settings");
    Corpora.write(corpus.resolve("lib-0/more.txt"), "more text");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("made from other files or by other settings");
  }

  @Test
  void refusesShardsOfAnotherTokenizer() throws IOException {
    Corpora.text(corpus, 10);
    prepare();
    Path other = scratch.resolve("tokenizer.json");
    String own = Files.readString(Path.of(folder).resolve("tokenizer.json"));
    Files.writeString(other, own.replace("\"[UNK]\"", "\"<unk>\""));
    Sections given = Corpora.settings(scratch, corpus.toString()).withTokenizer(other.toString());
    assertThatThrownBy(() -> Corpora.prepare(spark, given, folder))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("was made with tokenizer ");
  }

  @Test
  void refusesAnAlteredShard() throws IOException {
    Corpora.text(corpus, 10);
    prepare();
    Path shard = Path.of(folder).resolve("train-00000.parquet");
    Files.write(shard, new byte[] {0}, StandardOpenOption.APPEND);
    assertThatThrownBy(this::prepare)
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("train-00000.parquet");
  }

  @Test
  void clearsAnUnfinishedFolderButNoOtherFiles() throws IOException {
    Corpora.text(corpus, 10);
    Path shards = Path.of(folder);
    Corpora.write(shards.resolve("train-00000.parquet"), "half");
    assertThat(prepare().origin()).isEqualTo(PreparedCorpus.Origin.MADE);

    Files.delete(shards.resolve(Manifest.FILE));
    Corpora.write(shards.resolve("thesis.doc"), "mine");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("it holds other files, such as [thesis.doc]");
    assertThat(shards.resolve("thesis.doc")).exists();
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    Corpora.text(corpus, 5);
    Corpora.write(corpus.resolve("bad.txt"), new byte[] {'a', (byte) 0xFF, 'b'});
    assertThatThrownBy(() -> prepare("invalid_utf8: fail"))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("bad.txt");
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("_temporary") || name.equals("shards"));
    }
  }

  @Test
  void replacesInvalidUtf8AndCountsIt() {
    Corpora.text(corpus, 5);
    Corpora.write(corpus.resolve("bad.txt"), new byte[] {'a', 'b', 'c', (byte) 0xFF, 'b'});
    assertThat(prepare().manifest().preparation()).containsEntry("read_invalid_utf8", 1L);
  }

  @Test
  void skipsUnreadableFilesIfAskedAndNamesThemIfNot() {
    Corpora.text(corpus, 10);
    Corpora.write(corpus.resolve("broken.jsonl.gz"), "this is no gzip file");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("Cannot read corpus: ")
        .hasMessageContaining("broken.jsonl.gz");
    assertThat(prepare("on_unreadable: skip").manifest().preparation())
        .containsEntry("read_unreadable_files", 1L)
        .containsEntry("read_documents", 10L);
  }

  @Test
  void countsAVeryLongLineAndCutsALongFile() {
    Corpora.write(corpus.resolve("line.txt"), Corpora.sentence(new Random(1), 2000));
    Corpora.write(
        corpus.resolve("long.txt"), Corpora.sentence(new Random(2), 2000).replace(' ', '\n'));
    assertThatThrownBy(() -> prepare("max_document_bytes: 4096"))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("a line is longer than dataset.max_document_bytes=4096");

    Manifest manifest =
        prepare("max_document_bytes: 4096", "on_unreadable: skip", "val_size: 0").manifest();

    assertThat(manifest.preparation()).containsEntry("read_overlong_records", 1L);
    assertThat(manifest.splits().train().documents()).isGreaterThan(3);
  }

  @Test
  void namesACorpusThatIsMissingOrEmpty() {
    assertThatThrownBy(this::prepare)
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("nothing is there");
    Corpora.write(corpus.resolve("empty.txt"), "");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("Cannot read corpus: ");
    Corpora.write(corpus.resolve("empty.txt"), "  \n ");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("no document is left of it, counts are {")
        .hasMessageContaining("dropped_empty=1");
  }

  @Test
  void namesATokenizerThatIsMissing() {
    Corpora.text(corpus, 5);
    Sections given =
        Corpora.settings(scratch, corpus.toString())
            .withTokenizer(scratch.resolve("nowhere").toString());
    assertThatThrownBy(() -> Corpora.prepare(spark, given, folder))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("nothing is there; name a tokenizer.json");
  }

  private static long[] occurrences(Tokenizer tokenizer, Stream<String> texts) {
    long[] counts = new long[tokenizer.vocabularySize()];
    texts.forEach(text -> count(tokenizer.encode(text), counts));
    return counts;
  }

  private static void count(int[] ids, long[] counts) {
    for (int id : ids) {
      counts[id]++;
    }
  }

  private static Stream<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
