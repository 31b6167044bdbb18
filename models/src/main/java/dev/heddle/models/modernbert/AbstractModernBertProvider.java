package dev.heddle.models.modernbert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.heads.TextModelProvider;
import dev.heddle.models.registry.ClassNames;

/** What encoder and decoder share: sizes, and their keys. */
abstract class AbstractModernBertProvider extends TextModelProvider<ModernBertSettings> {
  AbstractModernBertProvider(String name, ClassNames classes) {
    super(name, classes, ModernBertSettings.class);
  }

  @Override
  public final ModernBertSettings fromHuggingFace(JsonNode config) {
    return ModernBertConfig.settings(config);
  }

  @Override
  protected final void put(ObjectNode out, ModernBertSettings settings) {
    ModernBertConfig.put(out, settings);
  }

  @Override
  public final String baseModelPrefix() {
    return ModernBertProvider.PREFIX;
  }
}
