package dev.heddle.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * The last file of a checkpoint; names all others, so that a folder without it, or that differs
 * from it, is not used.
 *
 * @param formatVersion of the folder's layout
 * @param step of the checkpoint
 * @param files all files but the manifest itself
 */
record Manifest(int formatVersion, long step, List<Entry> files) {
  static final int VERSION = 1;
  static final String NAME = "manifest.json";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** A file with its length in bytes and the SHA-256 of its content in hexadecimal. */
  record Entry(String name, long length, String sha256) {}

  static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write JSON of " + value, impossible);
    }
  }

  /**
   * @param what names the file in the message
   * @throws CheckpointException if the text is not JSON of this type
   */
  static <T> T parse(String what, byte[] json, Class<T> type) {
    try {
      T value = JSON.readValue(json, type);
      if (value == null) {
        throw new CheckpointException(what + " is empty");
      }
      return value;
    } catch (IOException failure) {
      String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
      throw new CheckpointException(what + " cannot be read: " + line, failure);
    }
  }
}
