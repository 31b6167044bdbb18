package dev.heddle.data.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON object a line; blank lines are no rows. Only UTF-8 is read. */
final class JsonRows implements FileRows.Reader {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final URI file;
  private final List<String> columns;
  private final BufferedReader lines;
  private long line;

  JsonRows(URI file, List<String> columns, InputStream stream) {
    this.file = file;
    this.columns = columns;
    this.lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
  }

  @Override
  public Optional<Row> next() throws IOException {
    String text = nextLine();
    while (text != null && text.isBlank()) {
      text = nextLine();
    }
    return text == null ? Optional.empty() : Optional.of(row(text));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private String nextLine() throws IOException {
    line++;
    return lines.readLine();
  }

  private Row row(String text) {
    String where = "file=%s line=%d".formatted(file, line);
    JsonNode object = parse(text, where);
    if (!object.isObject()) {
      throw RowException.at(where, "it is not a JSON object");
    }
    Map<String, String> values = new HashMap<>();
    columns.forEach(column -> values.put(column, value(object, column, where)));
    return new Row(where, values);
  }

  private static JsonNode parse(String text, String where) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw RowException.at(where, "it is not JSON (" + malformed.getOriginalMessage() + ")");
    }
  }

  private static String value(JsonNode object, String column, String where) {
    JsonNode value = object.path(column);
    if (value.isMissingNode()) {
      throw RowException.at(where, "it has no key %s".formatted(column));
    }
    if (!value.isValueNode() || value.isNull()) {
      throw RowException.at(
          where, "%s=%s is neither text nor a number".formatted(column, value.getNodeType()));
    }
    return value.asText();
  }
}
