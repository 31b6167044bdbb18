package dev.heddle.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReadingTest {

  @TempDir Path temporary;
  private Corpus corpus;

  @BeforeEach
  void makeCorpus() {
    corpus = new Corpus(temporary.resolve("corpus"));
  }

  @Test
  void everyLineIsADocument() throws IOException {
    String lines =
        """
        {"text": "one\\n\\u00e9", "meta": {"text": "not this"}}

        {"id": 3, "text": "three"}\r
        {"text": null}
        {"text": ""}
        {"more": [1, {"a": 2}], "text": "six"}\
        """;
    corpus.with("a.jsonl", lines).with("b.jsonl.gz", Corpus.gzip("{\"text\":\"packed\"}\n"));
    assertThat(corpus.read())
        .containsExactly(
            new Document("corpus/a.jsonl#1", "a.jsonl", "one\n\u00e9"),
            new Document("corpus/a.jsonl#3", "a.jsonl", "three"),
            new Document("corpus/a.jsonl#6", "a.jsonl", "six"),
            new Document("corpus/b.jsonl.gz#1", "b.jsonl.gz", "packed"));
    assertThat(corpus.count(ReadCount.EMPTY_RECORDS)).isEqualTo(2);
  }

  @Test
  void labelsComeAsTextWhateverTheyAre() throws IOException {
    String lines =
        """
        {"text": "a", "label": "red", "sure": true}
        {"label": 3, "sure": false, "text": "b"}
        """;
    corpus.with("a.jsonl", lines);
    assertThat(corpus.columns("label", "sure").read())
        .extracting(Document::columns)
        .containsExactly(
            Map.of("label", "red", "sure", "true"), Map.of("label", "3", "sure", "false"));
  }

  @Test
  void aRecordWithoutItsLabelIsUnreadable() throws IOException {
    corpus.with("a.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\", \"label\": null}\n");
    assertThat(corpus.columns("label").skipUnreadable().texts()).isEmpty();
    assertThat(corpus.tally.notes()).asString().contains("line=1; ").contains("line=2; ");
    assertThat(corpus.count(ReadCount.UNREADABLE_RECORDS)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"text\": \"cut | it is not JSON (",
        "[1, 2] | it is not a JSON object",
        "{\"body\": \"x\"} | it has no key dataset.text_column=text",
        "{\"text\": 5} | dataset.text_column=text is not a string",
        "{\"text\": \"a\"} {\"text\": \"b\"} | more than one JSON value stands on it",
      })
  void aBadLineIsNamedByItsNumber(String line, String rule) {
    corpus.with("a.jsonl", "{\"text\": \"good\"}\n" + line + "\n{\"text\": \"too\"}\n");
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith(
            "Cannot read corpus: file=file://%s line=2; %s"
                .formatted(corpus.folder.resolve("a.jsonl"), rule))
        .hasMessageEndingWith("; mend it, or leave such out with dataset.on_unreadable=skip");

    assertThat(corpus.skipUnreadable().texts()).containsExactly("good", "too");
    assertThat(corpus.count(ReadCount.UNREADABLE_RECORDS)).isEqualTo(1);
  }

  @Test
  void aLineOfTheGreatestLengthIsReadAndALongerOneIsNot() {
    String frame = "{\"text\":\"\"}";
    String longest = "x".repeat(Corpus.MOST - frame.length());
    String lines = line(longest) + line(longest + "y") + line("last");
    corpus.skipUnreadable().with("a.jsonl", lines);
    assertThat(corpus.texts()).containsExactly(longest, "last");
    assertThat(corpus.count(ReadCount.OVERLONG_RECORDS)).isEqualTo(1);
    assertThat(corpus.tally.notes()).singleElement().asString().contains("line=2; ");
  }

  /** 200 MB that are never written anywhere: what is held stays within the bound. */
  @Test
  void aLineOf200MegabytesIsOneRefusal() throws IOException {
    Tally tally = new Tally();
    ReadingRules rules =
        new ReadingRules(
            CorpusFormat.JSONL,
            Corpus.shape(RowFields.text("text", List.of())),
            List.of(),
            List.of(),
            OnUnreadable.SKIP,
            InvalidUtf8.REPLACE,
            Corpus.MOST,
            false);
    SourceFile file =
        new SourceFile(URI.create("file:/huge.jsonl"), 1, 0, "huge.jsonl", "g", FileKind.JSONL);
    try (JsonLinesReader reader =
        new JsonLinesReader(new OneLine(200_000_000), file, ReadContext.of(rules, tally))) {
      assertThat(reader.next()).isEqualTo(Optional.empty());
    }
    assertThat(tally.count(ReadCount.OVERLONG_RECORDS.countName())).isEqualTo(1);
    assertThat(tally.notes())
        .containsExactly(
            "file=file:/huge.jsonl line=1; the line is longer than"
                + " dataset.max_document_bytes=1024");
  }

  @Test
  void wrongBytesWithinALineAreReplaced() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("{\"text\": \"caf".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xE9);
    bytes.write("\"}\n".getBytes(StandardCharsets.UTF_8));
    corpus.with("a.jsonl", bytes.toByteArray());
    assertThat(corpus.texts()).containsExactly("caf\uFFFD");
    assertThat(corpus.count(ReadCount.INVALID_UTF8)).isEqualTo(1);
  }

  /** JSON can spell what UTF-8 cannot: half of a surrogate pair. */
  @Test
  void halfAPairIsReplaced() {
    corpus.with("a.jsonl", "{\"text\": \"a\\ud83d b \\ud83d\\ude00\"}\n");
    assertThat(corpus.texts()).containsExactly("a\uFFFD b \ud83d\ude00");
    assertThat(corpus.count(ReadCount.INVALID_UTF8)).isEqualTo(1);
  }

  private static String line(String text) {
    return "{\"text\":\"" + text + "\"}\n";
  }

  /** The same character many times. */
  private static final class OneLine extends InputStream {
    private long left;

    private OneLine(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, left);
      Arrays.fill(target, offset, offset + count, (byte) 'x');
      left -= count;
      return count == 0 ? -1 : count;
    }
  }
}
