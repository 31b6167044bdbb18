package dev.heddle.models.gemma3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.layers.attention.LayeredRotary;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import dev.heddle.models.registry.LayerPattern;
import dev.heddle.models.registry.RotaryConfig;

/**
 * The positions of global and local layers in a config: a dictionary of two in transformers 5,
 * {@code rope_theta} with {@code rope_scaling} and {@code rope_local_base_freq} before. Either is
 * read and both are written.
 */
final class Gemma3Rotary {
  /** The base of global layers where a config has none. */
  static final double GLOBAL = 1_000_000;

  private static final double LOCAL = 10_000;
  private static final String BY_TYPE = "rope_parameters";
  private static final String LOCAL_KEY = "rope_local_base_freq";

  private Gemma3Rotary() {}

  static LayeredRotary read(ConfigReader in) {
    double local = in.number(LOCAL_KEY, LOCAL);
    if (in.isAbsent(BY_TYPE)) {
      return new LayeredRotary(RotaryConfig.read(in, GLOBAL), RotarySettings.unscaled(local));
    }
    ConfigReader byType = in.section(BY_TYPE);
    return new LayeredRotary(
        read(byType, LayerPattern.FULL, in.number("rope_theta", GLOBAL)),
        read(byType, LayerPattern.SLIDING, local));
  }

  private static RotarySettings read(ConfigReader byType, String type, double theta) {
    return byType.isAbsent(type)
        ? RotarySettings.unscaled(theta)
        : RotaryConfig.section(byType.section(type), theta);
  }

  /** Adds what the global layers' keys leave to be said. */
  static void write(ObjectNode out, LayeredRotary rotary) {
    out.put(LOCAL_KEY, rotary.slidingAttention().ropeTheta());
    ObjectNode byType = out.putObject(BY_TYPE);
    ConfigRecord.writePresent(byType.putObject(LayerPattern.FULL), rotary.fullAttention());
    ConfigRecord.writePresent(byType.putObject(LayerPattern.SLIDING), rotary.slidingAttention());
  }
}
