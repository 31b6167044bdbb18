package dev.heddle.models.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.LayerPattern;

/**
 * Between Gemma's configs and settings with the same keys: no cap is null there and 0 here, and
 * global layers are a list of {@code layer_types} there, since transformers 4.53, and a period
 * here. transformers 4 had the period too.
 */
public final class SandwichConfig {
  private static final String PERIOD = "sliding_window_pattern";
  private static final String[] CAPS = {"attn_logit_softcapping", "final_logit_softcapping"};

  private SandwichConfig() {}

  /**
   * A config as settings have it.
   *
   * @param period the family's where the config has none
   */
  public static ConfigReader plain(JsonNode config, int period) {
    ConfigReader in = new ConfigReader(config);
    in.only("use_bidirectional_attention", "false");
    int layers = in.integer("num_hidden_layers", 26);
    ObjectNode plain = config.deepCopy();
    plain.put(PERIOD, LayerPattern.period(in, PERIOD, period, layers, LayerPattern.Place.LAST));
    for (String cap : CAPS) {
      if (config.path(cap).isNull()) {
        plain.put(cap, 0.0);
      }
    }
    return new ConfigReader(plain);
  }

  /** Makes settings that were written a config. */
  public static void complete(ObjectNode out, LayerPattern pattern) {
    out.set("layer_types", pattern.layerTypes(out.path("num_hidden_layers").intValue()));
    for (String cap : CAPS) {
      if (out.path(cap).doubleValue() == 0) {
        out.putNull(cap);
      }
    }
    out.put("use_bidirectional_attention", false);
  }
}
