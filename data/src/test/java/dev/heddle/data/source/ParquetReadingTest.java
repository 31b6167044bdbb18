package dev.heddle.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

class ParquetReadingTest {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message rows { required int64 id; optional binary text (STRING); repeated binary tag; }");

  @TempDir Path temporary;
  private Corpus corpus;

  @BeforeEach
  void makeCorpus() throws IOException {
    corpus = new Corpus(temporary.resolve("corpus")).with("a.txt", "beside");
  }

  @Test
  void everyRowWithATextIsADocument() throws IOException {
    write("b.parquet", "one", null, "", "fo\u00fcr");
    assertThat(corpus.read())
        .containsExactly(
            new Document("corpus/a.txt", "a.txt", "beside"),
            new Document("corpus/b.parquet#1", "b.parquet", "one"),
            new Document("corpus/b.parquet#4", "b.parquet", "fo\u00fcr"));
    assertThat(corpus.count(ReadCount.EMPTY_RECORDS)).isEqualTo(2);
  }

  @Test
  void goesThroughAllRowGroups() throws IOException {
    String[] texts = new String[2000];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "row " + i + " " + Integer.toHexString(i * 0x9E3779B9).repeat(20);
    }
    write("b.parquet", texts);
    assertThat(corpus.texts().subList(1, 2001)).containsExactly(texts);
  }

  @Test
  void anOverlongTextIsRefusedByItsRow() throws IOException {
    write("b.parquet", "one", "x".repeat(Corpus.MOST + 1), "three");
    assertThat(corpus.skipUnreadable().texts()).containsExactly("beside", "one", "three");
    assertThat(corpus.count(ReadCount.OVERLONG_RECORDS)).isEqualTo(1);
    assertThat(corpus.tally.notes()).singleElement().asString().contains("row=2; ");
  }

  @Test
  void aFileWithoutTheColumnIsUnreadable() throws IOException {
    MessageType other = MessageTypeParser.parseMessageType("message rows { required int64 id; }");
    write("b.parquet", other, List.of(new SimpleGroup(other).append("id", 1L)));
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(
            "b.parquet; it has no column dataset.text_column=text; it has [id]; ");
  }

  @Test
  void columnsOfAnyPlainTypeAreReadAsText() throws IOException {
    MessageType labelled =
        MessageTypeParser.parseMessageType(
            "message rows { optional binary text (UTF8); optional int64 label; required boolean b; }");
    write(
        "c.parquet",
        labelled,
        List.of(
            new SimpleGroup(labelled).append("text", "one").append("label", 2L).append("b", true),
            new SimpleGroup(labelled).append("text", "two").append("b", true),
            new SimpleGroup(labelled).append("label", 1L).append("b", false),
            new SimpleGroup(labelled)
                .append("text", "six")
                .append("label", 0L)
                .append("b", false)));
    assertThat(corpus.columns("label", "b").skipUnreadable().read())
        .filteredOn(document -> document.id().contains("parquet"))
        .containsExactly(
            new Document(
                "corpus/c.parquet#1", "c.parquet", "one", Map.of("label", "2", "b", "true")),
            new Document(
                "corpus/c.parquet#4", "c.parquet", "six", Map.of("label", "0", "b", "false")));
    assertThat(corpus.tally.notes()).asString().contains("row=2; label is null");
  }

  private void write(String name, String... texts) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (String text : texts) {
      Group row = new SimpleGroup(SCHEMA).append("id", 7L).append("tag", "x").append("tag", "y");
      rows.add(text == null ? row : row.append("text", text));
    }
    write(name, SCHEMA, rows);
  }

  private void write(String name, MessageType schema, List<? extends Group> rows)
      throws IOException {
    LocalOutputFile file = new LocalOutputFile(corpus.folder.resolve(name));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withRowGroupSize(16L * 1024)
            .withPageSize(1024)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
  }
}
