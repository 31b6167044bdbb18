package dev.heddle.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows out of whose fields a document is put together, and fields that hold more than a value. */
class RowFieldsReadingTest {

  /** A list of structures as Spark and Arrow write it, and as Avro does. */
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message rows {
            optional group messages (LIST) {
              repeated group list {
                optional group element {
                  optional binary role (STRING);
                  optional binary content (STRING);
                }
              }
            }
            optional binary a (STRING);
            optional int64 n;
            required int32 unread;
          }
          """);

  private static final RowShape SHAPE =
      new RowShape() {
        @Override
        public RowFields fields() {
          return RowFields.anyOf(List.of("a", "n", "messages")::contains);
        }

        @Override
        public Optional<Document> shape(Document read) {
          String text = read.columns().get("a");
          if (text == null) {
            throw new IllegalArgumentException("it has no a");
          }
          return text.isEmpty()
              ? Optional.empty()
              : Optional.of(new Document(read.id(), read.group(), text, read.columns()));
        }
      };

  @TempDir Path temporary;
  private Corpus corpus;

  @BeforeEach
  void makeCorpus() {
    corpus = new Corpus(temporary.resolve("corpus")).rows(SHAPE);
  }

  @Test
  void nestedValuesOfJsonLinesAreGivenAsJson() {
    corpus.with(
        "c.jsonl",
        """
        {"messages": [{"role": "user", "content": "h\\u00e9 \\"x\\""}, {"n": [1.5, null]}], "a": "one", "b": {"c": 1}}
        {"n": 7, "a": "two", "messages": null}
        {"a": ""}
        """);
    assertThat(corpus.read())
        .containsExactly(
            new Document(
                "corpus/c.jsonl#1",
                "c.jsonl",
                "one",
                Map.of(
                    "a",
                    "one",
                    "messages",
                    "[{\"role\":\"user\",\"content\":\"h\u00e9 \\\"x\\\"\"},{\"n\":[1.5,null]}]")),
            new Document("corpus/c.jsonl#2", "c.jsonl", "two", Map.of("a", "two", "n", "7")));
    assertThat(corpus.count(ReadCount.EMPTY_RECORDS)).isEqualTo(1);
    assertThat(corpus.count(ReadCount.DOCUMENTS)).isEqualTo(2);
  }

  @Test
  void nestedValuesOfParquetAreGivenAsJson() throws IOException {
    Group full = new SimpleGroup(SCHEMA).append("a", "one").append("n", 7L).append("unread", 1);
    Group turns = full.addGroup("messages");
    turns.addGroup("list").addGroup("element").append("role", "user").append("content", "h\u00e9");
    turns.addGroup("list").addGroup("element").append("role", "assistant");
    write(full, new SimpleGroup(SCHEMA).append("a", "two").append("unread", 2));
    assertThat(corpus.read())
        .containsExactly(
            new Document(
                "corpus/c.parquet#1",
                "c.parquet",
                "one",
                Map.of(
                    "a", "one",
                    "n", "7",
                    "messages",
                        "[{\"role\":\"user\",\"content\":\"h\u00e9\"},{\"role\":\"assistant\"}]")),
            new Document("corpus/c.parquet#2", "c.parquet", "two", Map.of("a", "two")));
  }

  @Test
  void aRowThatMakesNoDocumentIsNamed() throws IOException {
    corpus.with("c.jsonl", "{\"n\": 1}\n{\"a\": \"two\"}\n");
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot read corpus: document=corpus/c.jsonl#1; it has no a; mend it, or leave such out with dataset.on_unreadable=skip");
    write(new SimpleGroup(SCHEMA).append("unread", 1));
    assertThat(corpus.skipUnreadable().texts()).containsExactly("two");
    assertThat(corpus.count(ReadCount.UNREADABLE_RECORDS)).isEqualTo(2);
  }

  @Test
  void aParquetFileWithoutAnyOfTheColumnsIsUnreadable() throws IOException {
    corpus.rows(Corpus.shape(RowFields.anyOf(List.of("x", "y")::contains)));
    write(new SimpleGroup(SCHEMA).append("unread", 1));
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(
            "it has none of the columns that this run's examples are made of; it has [messages, a, n, unread]; name them by dataset.columns");
  }

  @Test
  void anOverlongRowIsRefused() throws IOException {
    write(new SimpleGroup(SCHEMA).append("a", "x".repeat(Corpus.MOST + 1)).append("unread", 1));
    assertThat(corpus.skipUnreadable().texts()).isEmpty();
    assertThat(corpus.count(ReadCount.OVERLONG_RECORDS)).isEqualTo(1);
  }

  private void write(Group... rows) throws IOException {
    corpus.with("seed.txt", "");
    LocalOutputFile file = new LocalOutputFile(corpus.folder.resolve("c.parquet"));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
  }
}
