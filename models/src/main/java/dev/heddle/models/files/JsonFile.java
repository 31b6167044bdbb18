package dev.heddle.models.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;

/** Reads the JSON objects of a model's folder; names occur once and files have a sane length. */
final class JsonFile {
  /** An index of a model with a million tensors stays below. */
  private static final long LONGEST = 100_000_000;

  /** Python writes {@code Infinity} and {@code NaN} as words. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private JsonFile() {}

  /**
   * The object in a file that exists.
   *
   * @throws ModelFolderException when it holds anything else
   */
  static ObjectNode read(Storage storage, URI file) {
    long length = storage.status(file).length();
    if (length > LONGEST) {
      throw broken(file, "it has %d bytes, at most %d are read".formatted(length, LONGEST), null);
    }
    return parse(file, storage.read(file));
  }

  private static ObjectNode parse(URI file, byte[] content) {
    try {
      JsonNode tree = JSON.readTree(content);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw broken(file, "it holds no JSON object", null);
    } catch (JsonProcessingException failure) {
      throw broken(
          file,
          "it is not JSON: %s at line %d"
              .formatted(failure.getOriginalMessage(), failure.getLocation().getLineNr()),
          failure);
    } catch (IOException failure) {
      throw broken(file, failure.toString(), failure);
    }
  }

  private static ModelFolderException broken(URI file, String problem, Throwable cause) {
    return new ModelFolderException(
        "Cannot read model: file=%s; %s; copy or export the file again".formatted(file, problem),
        cause);
  }
}
