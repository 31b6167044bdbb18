package dev.heddle.models.roberta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.bert.BertConfig;
import dev.heddle.models.encoders.EncoderArchitecture;
import dev.heddle.models.encoders.EncoderProvider;
import dev.heddle.models.layers.Site;

/** What the names under which RoBERTa goes share. */
abstract class AbstractRobertaProvider extends EncoderProvider<RobertaSettings> {
  private final String name;

  AbstractRobertaProvider(String name, String family) {
    super(family);
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<RobertaSettings> settingsType() {
    return RobertaSettings.class;
  }

  @Override
  public final RobertaSettings fromHuggingFace(JsonNode config) {
    return RobertaSettings.of(BertConfig.settings(config));
  }

  @Override
  protected final void put(ObjectNode out, RobertaSettings settings) {
    BertConfig.put(out, settings.bert());
  }

  @Override
  public final String baseModelPrefix() {
    return Roberta.PREFIX;
  }

  @Override
  protected final EncoderArchitecture architecture(
      Site site, RobertaSettings settings, ModelRequest request) {
    return new Roberta(name, site, settings, request);
  }
}
