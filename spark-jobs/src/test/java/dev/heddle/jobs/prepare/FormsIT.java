package dev.heddle.jobs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.examples.ChatForm;
import dev.heddle.data.examples.LabelForm;
import dev.heddle.data.examples.PairForm;
import dev.heddle.data.examples.PairSettings;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.ShardException;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.data.source.CorpusException;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.jobs.prepare.Corpora.Sections;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of examples on Spark in this JVM: rows in, samples with their columns out. */
class FormsIT {

  private static JavaSparkContext spark;

  @TempDir private Path scratch;
  private final Random random = new Random(4);
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
  void nameFolder() {
    folder = HadoopStorage.local().resolve(scratch.resolve("shards").toString());
  }

  private Sections sections(String... lines) {
    return Corpora.settings(scratch, scratch.resolve("corpus").toString(), lines);
  }

  private Manifest prepare(Sections sections) {
    return Corpora.prepare(spark, sections, folder).manifest();
  }

  private List<PackedSample> samples() {
    ShardSet shards = ShardSet.open(HadoopStorage.local(), folder);
    List<PackedSample> samples = new ArrayList<>(Corpora.packs(shards.train()));
    samples.addAll(Corpora.packs(shards.validation()));
    return samples;
  }

  private void rows(int count, IntFunction<String> row) {
    String lines = IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
    Corpora.write(scratch.resolve("corpus/rows.jsonl"), lines);
  }

  private String words(int count) {
    return Corpora.sentence(random, count).strip();
  }

  @Test
  void labelledTexts() {
    rows(30, i -> "{\"text\": \"%s\", \"k\": \"%s\"}".formatted(words(5), "abc".charAt(i % 3)));
    Manifest manifest = prepare(sections("label_column: k").withForm(LabelForm.NAME));
    assertThat(manifest.labels()).containsExactly("a", "b", "c");
    int[] byLabel = new int[3];
    samples().forEach(sample -> byLabel[sample.column("labels")[0]]++);
    assertThat(byLabel).containsExactly(10, 10, 10);
  }

  /** The texts of every sample, decoded, are those of a row, and the columns fit the texts. */
  @Test
  void pairs() {
    List<List<String>> texts = new ArrayList<>();
    rows(
        30,
        i -> {
          List<String> row = List.of(words(3), words(6), words(4));
          texts.add(row);
          return "{\"query\": \"%s\", \"answer\": \"%s\", \"negative\": \"%s\"}"
              .formatted(row.toArray());
        });
    Sections sections =
        sections("val_size: 0.3", "max_seq_length: 96", "deduplicate: {near: false}")
            .withForm(PairForm.NAME, new PairSettings("find:", ""));
    Manifest manifest = prepare(sections);

    assertThat(manifest.layout().form()).isEqualTo("pairs");
    assertThat(manifest.layout().columns())
        .containsExactly(
            SampleColumn.perSequence("prompt_lengths"), SampleColumn.perSequence("content", 2));
    assertThat(manifest.splits().train().documents() + manifest.splits().validation().documents())
        .isEqualTo(30);
    assertThat(manifest.splits().train().unusedCapacity()).isBetween(0.0, 1.0);
    try (Tokenizer tokenizer = PreparedCorpus.tokenizer(HadoopStorage.local(), folder)) {
      List<List<String>> found =
          samples().stream().map(sample -> texts(sample, tokenizer)).toList();
      assertThat(found).containsExactlyInAnyOrderElementsOf(texts);
    }
  }

  private static List<String> texts(PackedSample sample, Tokenizer tokenizer) {
    List<String> texts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < sample.sequenceLengths().length; i++) {
      int end = start + sample.sequenceLengths()[i];
      int skipped = Math.max(sample.column("prompt_lengths")[i], tokenizer.prefixIds().length);
      int[] ids =
          Arrays.copyOfRange(
              sample.inputIds(), start + skipped, end - tokenizer.suffixIds().length);
      texts.add(tokenizer.decode(ids).strip());
      start = end;
    }
    return texts;
  }

  @Test
  void shardsOfOneFormAreNotThoseOfAnother() {
    rows(
        20,
        i -> "{\"text\": \"%1$s\", \"query\": \"%1$s\", \"answer\": \"x\"}".formatted(words(9)));
    prepare(sections("val_size: 0"));
    for (String prompt : List.of("", "q: ")) {
      Sections other =
          sections("val_size: 0").withForm(PairForm.NAME, new PairSettings(prompt, ""));
      assertThatThrownBy(() -> prepare(other))
          .isInstanceOf(ShardException.class)
          .hasMessageContaining("made from other files or by other settings");
    }
  }

  @Test
  void rowsThatMakeNoExamplesAreNamedOrCounted() {
    rows(
        10,
        i ->
            i == 3
                ? "{\"query\": \"x\"}"
                : "{\"query\": \"a%1$d\", \"answer\": \"b%1$d\"}".formatted(i));
    Sections strict = sections("val_size: 0", "deduplicate: {near: false}").withForm(PairForm.NAME);
    assertThatThrownBy(() -> prepare(strict))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith(
            "Cannot read corpus: document=corpus/rows.jsonl#4; it has no field positive, document, answer, sentence2; ");
    Sections lenient =
        sections("val_size: 0", "deduplicate: {near: false}", "on_unreadable: skip")
            .withForm(PairForm.NAME);
    assertThat(prepare(lenient).preparation())
        .containsEntry("read_unreadable_records", 1L)
        .containsEntry("read_documents", 9L);
  }

  /** Conversations share packs, and only what the model says is learnt. */
  @Test
  void chats() throws IOException {
    List<String> answers = new ArrayList<>();
    rows(
        20,
        i -> {
          answers.add(words(2));
          return "{\"text\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}, {\"role\": \"assistant\", \"content\": \"%s\"}]}"
              .formatted(words(50), words(2), answers.get(i));
        });
    Path tokenizer = tokenizerWithTemplate();
    Manifest manifest =
        prepare(
            sections("val_size: 0", "max_seq_length: 128", "deduplicate: {near: false}")
                .withTokenizer(tokenizer.toString())
                .withForm(ChatForm.NAME));

    assertThat(manifest.layout().columns()).containsExactly(SampleColumn.perToken("loss_mask"));
    assertThat(manifest.splits().train().sequences()).isEqualTo(20);
    assertThat(manifest.splits().train().packs()).isLessThan(15);
    List<PackedSample> samples = samples();
    assertThat(samples).allMatch(sample -> sample.inputIds().length <= 128);
    try (Tokenizer reader = PreparedCorpus.tokenizer(HadoopStorage.local(), folder)) {
      assertThat(samples.stream().flatMap(sample -> learnt(sample, reader)))
          .containsExactlyInAnyOrderElementsOf(answers);
    }
  }

  /** A tokenizer of the corpus's texts, in a folder that says how chats are written. */
  private Path tokenizerWithTemplate() throws IOException {
    Path made = scratch.resolve("text");
    Corpora.prepare(spark, sections("val_size: 0"), made.toUri());
    Path tokenizer = scratch.resolve("tokenizer");
    Files.createDirectories(tokenizer);
    Files.copy(made.resolve("tokenizer.json"), tokenizer.resolve("tokenizer.json"));
    Files.writeString(
        tokenizer.resolve("chat_template.jinja"),
        "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }}\n{% endfor %}{% if add_generation_prompt %}[assistant] {% endif %}");
    return tokenizer;
  }

  private static Stream<String> learnt(PackedSample sample, Tokenizer tokenizer) {
    int[] mask = sample.column("loss_mask");
    Stream.Builder<String> texts = Stream.builder();
    int start = 0;
    for (int length : sample.sequenceLengths()) {
      int[] ids =
          IntStream.range(start, start + length)
              .filter(token -> mask[token] == 1)
              .map(token -> sample.inputIds()[token])
              .toArray();
      texts.add(tokenizer.decode(ids).strip());
      start += length;
    }
    return texts.build();
  }

  /** Methods of one file stay together, and no two have the same comment or the same code. */
  @Test
  void methods() {
    for (int file = 0; file < 12; file++) {
      Corpora.write(
          scratch.resolve("corpus/lib-%d/A%d.java".formatted(file % 3, file)), source(file));
    }
    Corpora.write(scratch.resolve("corpus/lib-0/Broken.java"), "class {");
    Sections sections =
        sections(
                "format: java_methods",
                "val_size: 0.5",
                "max_seq_length: 64",
                "deduplicate: {near: false}")
            .withForm(PairForm.NAME);
    Manifest manifest = prepare(sections);
    assertThat(manifest.preparation())
        .containsEntry("read_documents", 36L)
        .containsEntry("read_unparsed_sources", 1L)
        .containsEntry("dropped_exact_duplicate", 11L + 11L);
    long held = manifest.splits().validation().documents();
    assertThat(held).isBetween(1L, 13L);
    assertThat(manifest.splits().train().documents() + held).isEqualTo(14);
  }

  /** A method of its own, one with a comment that all have, and one with code that all have. */
  private static String source(int file) {
    return """
    class A%1$d {
      /** Adds the number %1$d to it. */
      int add(int x) { return x + %1$d; }

      /** Does what every one of them does. */
      int own(int x) { return x * %1$d + 7; }

      /** Tells in its own words of %1$d. */
      int same(int x) { return x * x; }
    }
    """
        .formatted(file);
  }
}
