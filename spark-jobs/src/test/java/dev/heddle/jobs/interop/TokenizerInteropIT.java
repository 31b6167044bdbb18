package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.clean.Cleaner;
import dev.heddle.data.clean.Verdict;
import dev.heddle.data.source.CorpusListing;
import dev.heddle.data.source.CorpusReader;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Documents;
import dev.heddle.data.source.SourceFile;
import dev.heddle.data.source.Tally;
import dev.heddle.data.split.DocumentSplit;
import dev.heddle.data.split.Side;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.jobs.prepare.PreparedCorpus;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tokenizer that {@code prepare} trains encodes in Python's {@code tokenizers} as it does here.
 */
class TokenizerInteropIT {
  private static final ObjectMapper json = new ObjectMapper();
  private static final Storage storage = HadoopStorage.local();

  @TempDir private static Path folder;
  private static Quickstart quickstart;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void prepare() throws IOException {
    quickstart =
        Quickstart.on(folder, "assertj-core", "log4j-core", "jackson-databind")
            .with("dataset.split_by=document", "dataset.val_size=0.6");
    quickstart.run("prepare");
    tokenizer = PreparedCorpus.tokenizer(storage, Quickstart.uri(quickstart.shards()));
  }

  @AfterAll
  static void closeTokenizer() {
    tokenizer.close();
  }

  @Test
  void aThousandValidationDocumentsHaveTheSameIds() throws Exception {
    List<String> documents = validationDocuments();

    assertThat(documents).hasSizeGreaterThanOrEqualTo(1000);
    assertThat(tokenizer.vocabularySize()).isEqualTo(8000);
    assertSameIds(documents);
  }

  @Test
  void textThatNobodyExpectsHasTheSameIds() throws Exception {
    assertSameIds(
        List.of(
            "",
            " ",
            "\u0000 nul \u0000\u0001\u007f",
            "line\r\nline\rline\n\n\n",
            "\t\tindented\t \u00a0no-break\u2003em\u3000wide \u200bzero\ufeffmark",
            "😀😃 👩‍👩‍👧‍👦 🏳️‍🌈 🇦🇹 👍🏽",
            "漢字かな交じり文。한국어 中文，标点！",
            "e\u0301 n\u0303 a\u030a\u0323 \u0301alone क्षि",
            "é ﬁ Å ① Ⅷ ½ ² ٣ ४",
            "don't WE'LL i'm 'sound it'S",
            "שלום עולם مرحبا بالعالم",
            "\ufffd \uffff \ud834\udd1e \udbff\udfff",
            "a [MASK] b[SEP]c [CLS][PAD] [UNK] [mask]",
            "x".repeat(100_000),
            "aB1_".repeat(10_000),
            " ".repeat(5_000) + "end" + "\n".repeat(300)));
  }

  @Test
  void theTemplateAroundASequenceIsTheSame() throws Exception {
    int[] around = json.convertValue(encode(List.of()).get("around"), int[].class);

    assertThat(IntStream.concat(stream(tokenizer.prefixIds()), stream(tokenizer.suffixIds())))
        .containsExactly(IntStream.of(around).boxed().toArray(Integer[]::new));
  }

  @Test
  void addedTokensAreSingleIdsThereToo() throws Exception {
    List<String> added = List.of("</s>", "[R]", "<extra_id_1>", "<extra_id_0>");
    TokenizerFiles files =
        PreparedCorpus.tokenizerFiles(storage, Quickstart.uri(quickstart.shards()))
            .withSpecialTokens(added);
    Path target = Files.createDirectories(folder.resolve("added"));
    files.write(storage, Quickstart.uri(target));
    List<String> texts = new ArrayList<>(validationDocuments().subList(0, 200));
    int plain = texts.size();
    texts.addAll(List.of("[R]", "</s>", "a[R] <extra_id_0>b<extra_id_1> </s>[MASK] [S]"));

    JsonNode python = encode(target, texts);

    int[][] ids = json.convertValue(python.get("ids"), int[][].class);
    assertThat(python.get("vocabulary_size").intValue()).isEqualTo(8004);
    assertThat(ids[plain]).containsExactly(8001);
    assertThat(ids[plain + 1]).containsExactly(8000);
    assertThat(Arrays.copyOf(ids, plain)).isEqualTo(tokenizer.encodeBatch(texts.subList(0, plain)));
    try (Tokenizer extended = NativeTokenizer.load(files)) {
      assertThat(extended.encodeBatch(texts)).isEqualTo(ids);
    }
  }

  private static IntStream stream(int[] ids) {
    return IntStream.of(ids);
  }

  private static void assertSameIds(List<String> texts) throws Exception {
    JsonNode python = encode(texts);
    int[][] expected = json.convertValue(python.get("ids"), int[][].class);
    int[][] batch = tokenizer.encodeBatch(texts);

    assertThat(python.get("vocabulary_size").intValue()).isEqualTo(tokenizer.vocabularySize());
    assertThat(expected).hasNumberOfRows(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      String start = texts.get(i).substring(0, Math.min(60, texts.get(i).length()));
      assertThat(batch[i]).as("batch: %s", start).isEqualTo(expected[i]);
      assertThat(tokenizer.encode(texts.get(i))).as("alone: %s", start).isEqualTo(expected[i]);
    }
  }

  private static JsonNode encode(List<String> texts) throws Exception {
    return encode(quickstart.shards(), texts);
  }

  private static JsonNode encode(Path tokenizer, List<String> texts) throws Exception {
    Path documents = Files.createTempFile(folder, "documents", ".json");
    json.writeValue(documents.toFile(), texts);
    Path definition = tokenizer.resolve("tokenizer.json");
    return Python.run(folder, "encode_documents.py", definition, documents);
  }

  /** As {@code prepare} reads, cleans and splits them; copies among them are not left out. */
  private static List<String> validationDocuments() {
    DatasetSettings dataset = quickstart.settings().dataset();
    DocumentSplit split = new DocumentSplit(dataset.heldOut(), dataset.splitSeed());
    CorpusReader reader = new CorpusReader(storage, dataset.reading());
    Cleaner cleaner = new Cleaner(dataset.cleaning());
    List<String> texts = new ArrayList<>();
    for (SourceFile file : CorpusListing.list(storage, dataset.path(), dataset.reading())) {
      try (Documents documents = reader.open(file, new Tally())) {
        while (documents.hasNext()) {
          Document document = documents.next();
          Verdict verdict = cleaner.clean(document.text());
          if (verdict.isKept() && split.sideOf(document) == Side.VALIDATION) {
            texts.add(verdict.text());
          }
        }
      }
    }
    return texts;
  }
}
