package dev.heddle.models.modernbert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.encoders.EncoderArchitecture;
import dev.heddle.models.encoders.EncoderProvider;
import dev.heddle.models.layers.Site;

/** Registers ModernBERT as {@code modernbert}. */
public final class ModernBertProvider extends EncoderProvider<ModernBertSettings> {
  static final String MODEL_TYPE = "modernbert";
  static final String PREFIX = "model";

  /** The provider. */
  public ModernBertProvider() {
    super("ModernBert");
  }

  @Override
  public String name() {
    return MODEL_TYPE;
  }

  @Override
  public Class<ModernBertSettings> settingsType() {
    return ModernBertSettings.class;
  }

  @Override
  public ModernBertSettings fromHuggingFace(JsonNode config) {
    return ModernBertConfig.settings(config);
  }

  @Override
  protected void put(ObjectNode out, ModernBertSettings settings) {
    ModernBertConfig.put(out, settings);
  }

  @Override
  public String baseModelPrefix() {
    return PREFIX;
  }

  @Override
  protected EncoderArchitecture architecture(
      Site site, ModernBertSettings settings, ModelRequest request) {
    return new ModernBert(site, settings, request);
  }
}
