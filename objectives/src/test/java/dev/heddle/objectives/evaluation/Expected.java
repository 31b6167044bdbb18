package dev.heddle.objectives.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the scripts in {@code src/test/python/evaluation} wrote. */
public final class Expected {

  private Expected() {}

  /** The content of a file, such as {@code metrics.json}. */
  public static JsonNode read(String name) {
    try (InputStream content = Expected.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The items of a list. */
  public static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  static URI folder(String name) {
    try {
      return Expected.class.getResource(name).toURI();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
