package dev.heddle.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesTest {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message rows { optional int64 label; required binary text (STRING); required boolean ok;"
              + " repeated binary tag; }");

  private final Storage storage = HadoopStorage.local();
  @TempDir Path folder;

  @Test
  void linesGiveTheirColumnsAsText() throws IOException {
    write(
        "a.jsonl", "{\"text\":\"für\",\"label\":3,\"more\":[1]}\n\n{\"label\":true,\"text\":\"\"}");
    assertThat(values("a.jsonl", "text", "label"))
        .containsExactly(Map.of("text", "für", "label", "3"), Map.of("text", "", "label", "true"));
  }

  @Test
  void columnsOfParquetAreTextToo() throws IOException {
    parquet("b.parquet", row(7L, "seven"), row(-1L, "für"));
    assertThat(values("b.parquet", "text", "label", "ok"))
        .containsExactly(
            Map.of("text", "seven", "label", "7", "ok", "true"),
            Map.of("text", "für", "label", "-1", "ok", "true"));
  }

  @Test
  void allRowGroupsAreRead() throws IOException {
    Group[] rows = new Group[3000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, Integer.toHexString(i * 0x9E3779B9).repeat(20));
    }
    parquet("b.parquet", rows);
    List<Map<String, String>> read = values("b.parquet", "label");
    assertThat(read).hasSize(3000);
    assertThat(read.get(2999)).isEqualTo(Map.of("label", "2999"));
  }

  @Test
  void aFolderIsReadInTheOrderOfItsPaths() throws IOException {
    write("part-1.jsonl", "{\"text\":\"second\"}\n");
    parquet("part-0.parquet", row(0, "first"));
    write("part-2.jsonl", "");
    gzip("part-3.jsonl.gz", "{\"text\":\"third\"}");
    write("_SUCCESS", "not data");
    write("notes.txt", "neither");
    assertThat(values("", "text"))
        .containsExactly(
            Map.of("text", "first"), Map.of("text", "second"), Map.of("text", "third"));
  }

  @Test
  void filesThatAreNotThereAreRefused() throws IOException {
    assertThatThrownBy(() -> values("none.jsonl", "text"))
        .isInstanceOf(RowException.class)
        .hasMessage(
            "Cannot read examples: path=%s; nothing is there; correct the path", uri("none.jsonl"));
    write("notes.txt", "text");
    assertThatThrownBy(() -> values("notes.txt", "text"))
        .hasMessage(
            "Cannot read examples: path=%s; it holds no .parquet, .jsonl or .ndjson file with"
                + " content; name one",
            uri("notes.txt"));
  }

  @Test
  void brokenLinesAreNamed() throws IOException {
    refused("{\"text\":\"a\"}\n[1]", "line=2; it is not a JSON object");
    refused("{\"text\":\"a\"} 1", "line=1; it is not JSON (");
    refused("\n{\"txt\":\"a\"}", "line=2; it has no key text; ");
    refused("{\"text\":null}", "line=1; text=NULL is neither text nor a number; ");
    refused("{\"text\":[\"a\"]}", "line=1; text=ARRAY is neither text nor a number; ");
  }

  @Test
  void wrongBytesAreRefused() throws IOException {
    Files.write(folder.resolve("a.jsonl"), new byte[] {'"', (byte) 0xFF, '"'});
    assertThatThrownBy(() -> values("a.jsonl", "text"))
        .isInstanceOf(RowException.class)
        .hasMessage(
            "Cannot read examples: file=%s; Input length = 1; write the file again",
            uri("a.jsonl"));
  }

  @Test
  void missingColumnsAndValuesOfParquetAreNamed() throws IOException {
    Group withoutLabel = new SimpleGroup(SCHEMA).append("text", "a").append("ok", false);
    parquet("b.parquet", row(1, "a"), withoutLabel);
    assertThatThrownBy(() -> values("b.parquet", "label"))
        .hasMessageEndingWith(
            "b.parquet row=2; label=NULL is neither text nor a number; correct the file, or the"
                + " column's name in the run file");
    assertThatThrownBy(() -> values("b.parquet", "answer"))
        .hasMessageContaining(
            "b.parquet; it has no column answer; it has [label, text, ok, tag]; ");
    assertThatThrownBy(() -> values("b.parquet", "tag"))
        .hasMessageContaining("column tag is neither text nor a number: repeated binary tag; ");
  }

  @Test
  void aFileThatIsNoParquetIsRefused() throws IOException {
    write("b.parquet", "text, not columns");
    assertThatThrownBy(() -> values("b.parquet", "text"))
        .isInstanceOf(RowException.class)
        .hasMessageStartingWith("Cannot read examples: file=" + uri("b.parquet") + "; ");
  }

  private void refused(String content, String message) throws IOException {
    write("a.jsonl", content);
    assertThatThrownBy(() -> values("a.jsonl", "text"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining(message);
  }

  private List<Map<String, String>> values(String name, String... columns) {
    List<Map<String, String>> values = new ArrayList<>();
    try (Rows rows =
        RowFiles.find(storage, folder.resolve(name).toString()).open(List.of(columns))) {
      rows.forEachRemaining(row -> values.add(row.values()));
    }
    return values;
  }

  private String uri(String name) {
    return storage.resolve(folder.resolve(name).toString()).toString();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void gzip(String name, String content) throws IOException {
    try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      file.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Group row(long label, String text) {
    return new SimpleGroup(SCHEMA).append("label", label).append("text", text).append("ok", true);
  }

  private void parquet(String name, Group... rows) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve(name)))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withRowGroupSize(16L * 1024)
            .withPageSize(1024)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
  }
}
