package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Vocabulary;
import java.util.OptionalInt;

/** The parts of a Hugging Face config that all architectures share. */
public final class ConfigWriter {
  private ConfigWriter() {}

  /** A config that says which class of transformers loads it. */
  public static ObjectNode start(String architecture, String modelType) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.putArray("architectures").add(architecture);
    out.put("model_type", modelType);
    out.put("dtype", "float32");
    return out;
  }

  /**
   * The vocabulary's size and special ids; null where there is none, as the reader's default would
   * lie outside of it.
   */
  public static void putVocabulary(ObjectNode out, Vocabulary vocabulary) {
    out.put("vocab_size", vocabulary.size());
    put(out, "pad_token_id", vocabulary.pad());
    put(out, "cls_token_id", vocabulary.cls());
    put(out, "sep_token_id", vocabulary.sep());
    put(out, "bos_token_id", vocabulary.bos());
    put(out, "eos_token_id", vocabulary.eos());
  }

  private static void put(ObjectNode out, String key, OptionalInt id) {
    if (id.isPresent()) {
      out.put(key, id.getAsInt());
    } else {
      out.putNull(key);
    }
  }
}
