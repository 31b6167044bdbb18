package dev.heddle.jobs.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.configs.RunFile;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.TokenizerSettings;
import dev.heddle.data.examples.ExampleForms;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.ShardSplit;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Made-up corpora, settings and Spark contexts for the tests of this package. */
final class Corpora {

  private static final List<String> WORDS =
      List.of(
          "loom", "weft", "warp", "shuttle", "cloth", "bobbin", "heddle", "yarn", "knot", "dye");

  /** The two sections of a run file that preparing reads. */
  record Read(DatasetSettings dataset, TokenizerSettings tokenizer) {}

  /**
   * What preparing needs to know.
   *
   * @param form of the examples
   * @param told what an objective would tell it
   */
  record Sections(
      DatasetSettings dataset, TokenizerSettings tokenizer, String form, Optional<Record> told) {

    Sections withTokenizer(String path) {
      TokenizerSettings given =
          new TokenizerSettings(
              Optional.of(path),
              tokenizer.vocabSize(),
              tokenizer.minFrequency(),
              tokenizer.maxTrainingWords());
      return new Sections(dataset, given, form, told);
    }

    Sections withForm(String other, Record settings) {
      return new Sections(dataset, tokenizer, other, Optional.of(settings));
    }

    Sections withForm(String other) {
      return new Sections(dataset, tokenizer, other, Optional.empty());
    }
  }

  private Corpora() {}

  static JavaSparkContext spark(String master) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster(master)
            .setAppName("prepare")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.ui.enabled", "false"));
  }

  /** Settings for a corpus, with more lines of YAML in the section dataset. */
  static Sections settings(Path scratch, String corpus, String... lines) {
    StringBuilder yaml = new StringBuilder("dataset:\n  path: ['" + corpus + "']\n");
    if (Stream.of(lines).noneMatch(line -> line.startsWith("max_seq_length"))) {
      yaml.append("  max_seq_length: 32\n");
    }
    List.of(lines).forEach(line -> yaml.append("  ").append(line).append('\n'));
    yaml.append("tokenizer:\n  vocab_size: 400\n");
    try {
      Path file = Files.createTempFile(scratch, "run", ".yaml");
      Files.writeString(file, yaml);
      Read read = RunFile.load(file, List.of(), Map.of()).bind(Read.class);
      return new Sections(read.dataset(), read.tokenizer(), "text", Optional.empty());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Text files of different random words, in folders {@code lib-0} to {@code lib-4}. */
  static Path text(Path folder, int files) {
    Random random = new Random(11);
    for (int i = 0; i < files; i++) {
      write(folder.resolve("lib-%d/file-%03d.txt".formatted(i % 5, i)), sentence(random, 60));
    }
    return folder;
  }

  static String sentence(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(1000)).append(' ');
    }
    return text.toString();
  }

  static void write(Path file, String text) {
    write(file, text.getBytes(UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static PreparedCorpus prepare(JavaSparkContext spark, Sections settings, URI folder) {
    return prepare(spark, HadoopStorage.local(), settings, folder);
  }

  static PreparedCorpus prepare(
      JavaSparkContext spark, Storage storage, Sections settings, URI folder) {
    return prepare(spark, storage, request(settings), folder);
  }

  /** What settings ask for; no tokens are added. */
  static PrepareRequest request(Sections settings) {
    return new PrepareRequest(
        settings.dataset(),
        settings.tokenizer(),
        ExampleForms.choose(settings.form(), settings.told()));
  }

  static PreparedCorpus prepare(
      JavaSparkContext spark, Storage storage, PrepareRequest request, URI folder) {
    return PrepareJob.run(spark, storage, request, fingerprint -> folder);
  }

  static List<PackedSample> packs(ShardSplit split) {
    List<PackedSample> packs = new ArrayList<>();
    for (int block = 0; block < split.index().count(); block++) {
      packs.addAll(split.read(block));
    }
    return packs;
  }
}
