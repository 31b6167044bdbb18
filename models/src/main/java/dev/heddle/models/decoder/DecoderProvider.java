package dev.heddle.models.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import dev.heddle.models.registry.ConfigWriter;
import dev.heddle.models.registry.RotaryConfig;
import java.util.Map;

/**
 * A family of decoders whose settings have Hugging Face's keys and {@code rope_parameters} for all
 * layers.
 *
 * @param <S> its settings
 */
public abstract class DecoderProvider<S extends Record> implements ArchitectureProvider<S> {
  private final String name;
  private final String architecture;
  private final Class<S> settingsType;
  private final double theta;

  /**
   * Registers a family.
   *
   * @param name Hugging Face's {@code model_type}
   * @param architecture the class of transformers that loads it
   * @param theta {@code rope_theta} where a config has none
   */
  protected DecoderProvider(String name, String architecture, Class<S> settingsType, double theta) {
    this.name = name;
    this.architecture = architecture;
    this.settingsType = settingsType;
    this.theta = theta;
  }

  /** The decoder that settings describe. */
  protected abstract DecoderPlan plan(S settings);

  /** The positions that settings describe. */
  protected abstract RotarySettings rotary(S settings);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<S> settingsType() {
    return settingsType;
  }

  @Override
  public final String modelType() {
    return name;
  }

  @Override
  public S fromHuggingFace(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    RotarySettings rotary = RotaryConfig.read(in, theta);
    return ConfigRecord.read(in, settingsType, Map.of("ropeParameters", rotary));
  }

  @Override
  public final Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  @Override
  public ObjectNode toHuggingFace(S settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start(architecture, name);
    ConfigRecord.write(out, settings);
    RotaryConfig.write(out, rotary(settings));
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public final String baseModelPrefix() {
    return "model";
  }

  @Override
  public final Model create(S settings, ModelRequest request) {
    if (!(request.task() instanceof Task.LanguageModelling)) {
      throw new IllegalArgumentException(
          "Cannot build a %s: task=%s; it has a head for language modelling"
              .formatted(name, request.task()));
    }
    return new CausalDecoder(name, settings, plan(settings), request);
  }
}
