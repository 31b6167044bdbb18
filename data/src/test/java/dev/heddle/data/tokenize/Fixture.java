package dev.heddle.data.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** What {@code src/test/python/tokenizer_fixtures.py} made with Hugging Face's tokenizers. */
final class Fixture {

  private Fixture() {}

  static JsonNode load(String name) {
    try (InputStream packed = Fixture.class.getResourceAsStream(name + ".json.gz");
        InputStream json = new GZIPInputStream(packed)) {
      return new ObjectMapper().readTree(json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  static int[] ids(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  /** The words of some texts, as the trainer wants them. */
  static Map<String, Long> wordCounts(List<String> texts) {
    Map<String, Long> counts = new HashMap<>();
    for (String text : texts) {
      words(text).forEach(word -> counts.merge(word, 1L, Long::sum));
    }
    return counts;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    PreTokenizer.split(text, (start, end) -> words.add(text.substring(start, end)));
    return words;
  }

  /** The vocabulary that Hugging Face's trainer found. */
  static BpeVocabulary vocabulary(JsonNode fixture) {
    List<String> tokens = texts(fixture.get("vocab"));
    List<BytePair> merges = new ArrayList<>();
    for (JsonNode merge : fixture.get("merges")) {
      int left = tokens.indexOf(merge.get(0).asText());
      merges.add(new BytePair(left, tokens.indexOf(merge.get(1).asText())));
    }
    return new BpeVocabulary(ByteLevelBpeFiles.specialTokens(), tokens, merges);
  }
}
