package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.attention.RotaryType;
import java.util.Map;

/**
 * Rotary positions in Hugging Face's configs. transformers 5 keeps all of them in {@code
 * rope_parameters}; transformers 4 had {@code rope_theta} and, where texts are stretched, {@code
 * rope_scaling}, whose {@code rope_type} was once called {@code type}. Either style is read and
 * both are written.
 */
public final class RotaryConfig {
  private static final String THETA = "rope_theta";
  private static final String TYPE = "rope_type";

  private RotaryConfig() {}

  /**
   * Reads the positions of a model whose layers all turn alike.
   *
   * @param theta the family's {@code rope_theta} where the config has none
   */
  public static RotarySettings read(ConfigReader in, double theta) {
    partial(in);
    double plain = in.number(THETA, theta);
    for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
      if (!in.isAbsent(key)) {
        return section(in.section(key), plain);
      }
    }
    return RotarySettings.unscaled(plain);
  }

  /**
   * Reads one dictionary of rotary parameters.
   *
   * @param theta what counts where the dictionary has none
   */
  public static RotarySettings section(ConfigReader in, double theta) {
    partial(in);
    ObjectNode complete = in.config().deepCopy();
    if (in.isAbsent(TYPE)) {
      complete.put(TYPE, in.text("type", "default"));
    }
    complete.put(THETA, in.number(THETA, theta));
    return ConfigRecord.read(new ConfigReader(complete), RotarySettings.class, Map.of());
  }

  private static void partial(ConfigReader in) {
    String key = "partial_rotary_factor";
    in.require(in.number(key, 1) == 1, key, "Heddle computes 1 only");
  }

  /** Writes the positions of a model whose layers all turn alike. */
  public static void write(ObjectNode out, RotarySettings settings) {
    out.put(THETA, settings.ropeTheta());
    if (settings.ropeType() != RotaryType.DEFAULT) {
      ObjectNode scaling = out.putObject("rope_scaling");
      ConfigRecord.writePresent(scaling, settings);
      scaling.remove(THETA);
    }
    ConfigRecord.writePresent(out.putObject("rope_parameters"), settings);
  }
}
