package dev.heddle.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.encoders.EncoderArchitecture;
import dev.heddle.models.encoders.EncoderProvider;
import dev.heddle.models.layers.Site;

/** Registers BERT as {@code bert}. */
public final class BertProvider extends EncoderProvider<BertSettings> {
  static final String MODEL_TYPE = "bert";
  static final String PREFIX = "bert";

  /** The provider. */
  public BertProvider() {
    super("Bert");
  }

  @Override
  public String name() {
    return MODEL_TYPE;
  }

  @Override
  public Class<BertSettings> settingsType() {
    return BertSettings.class;
  }

  @Override
  public BertSettings fromHuggingFace(JsonNode config) {
    return BertConfig.settings(config);
  }

  @Override
  protected void put(ObjectNode out, BertSettings settings) {
    BertConfig.put(out, settings);
  }

  @Override
  public String baseModelPrefix() {
    return PREFIX;
  }

  @Override
  protected EncoderArchitecture architecture(
      Site site, BertSettings settings, ModelRequest request) {
    return new Bert(site, settings, request);
  }
}
