package dev.heddle.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import java.util.Map;

/** BERT's keys of {@code config.json} in and out. */
public final class BertConfig {
  private BertConfig() {}

  /**
   * Reads the sizes.
   *
   * @throws IllegalArgumentException when the config asks for something that is not computed
   */
  public static BertSettings settings(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("hidden_act", "gelu");
    in.only("position_embedding_type", "absolute");
    in.only("tie_word_embeddings", "true");
    in.only("is_decoder", "false");
    return ConfigRecord.read(in, BertSettings.class, Map.of());
  }

  /** Writes the sizes. */
  public static void put(ObjectNode out, BertSettings settings) {
    ConfigRecord.write(out, settings);
    out.put("hidden_act", "gelu");
    out.put("position_embedding_type", "absolute");
    out.put("tie_word_embeddings", true);
  }
}
