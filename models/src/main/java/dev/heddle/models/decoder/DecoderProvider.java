package dev.heddle.models.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.heads.TextArchitecture;
import dev.heddle.models.heads.TextModelProvider;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.registry.ClassNames;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import dev.heddle.models.registry.RotaryConfig;
import java.util.List;
import java.util.Map;

/**
 * A family of decoders whose settings have Hugging Face's keys and {@code rope_parameters} for all
 * layers.
 *
 * @param <S> its settings
 */
public abstract class DecoderProvider<S extends Record> extends TextModelProvider<S> {
  private final double theta;

  /**
   * Registers a family.
   *
   * @param name Hugging Face's {@code model_type}
   * @param classes which class of transformers loads which model
   * @param theta {@code rope_theta} where a config has none
   */
  protected DecoderProvider(String name, ClassNames classes, Class<S> settingsType, double theta) {
    super(name, classes, settingsType);
    this.theta = theta;
  }

  /** The decoder that settings describe. */
  protected abstract DecoderPlan plan(S settings);

  /** The positions that settings describe. */
  protected abstract RotarySettings rotary(S settings);

  @Override
  public S fromHuggingFace(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    RotarySettings rotary = RotaryConfig.read(in, theta);
    return ConfigRecord.read(in, settingsType(), Map.of("ropeParameters", rotary));
  }

  @Override
  protected void put(ObjectNode out, S settings) {
    ConfigRecord.write(out, settings);
    RotaryConfig.write(out, rotary(settings));
  }

  @Override
  public final String baseModelPrefix() {
    return PlannedDecoder.PREFIX;
  }

  @Override
  public final List<String> adapterTargets() {
    return List.of("q_proj", "v_proj");
  }

  @Override
  protected final TextArchitecture architecture(Site site, S settings, ModelRequest request) {
    return new PlannedDecoder(modelType(), settings, plan(settings), site, request);
  }
}
