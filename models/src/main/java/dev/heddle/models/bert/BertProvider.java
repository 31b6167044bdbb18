package dev.heddle.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.heads.TextArchitecture;
import dev.heddle.models.heads.TextModelProvider;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ClassNames;
import java.util.List;

/** Registers BERT as {@code bert}. */
public final class BertProvider extends TextModelProvider<BertSettings> {
  static final String MODEL_TYPE = "bert";
  static final String PREFIX = "bert";

  /** Called by {@link java.util.ServiceLoader}. */
  public BertProvider() {
    super(MODEL_TYPE, ClassNames.ofEncoder("Bert"), BertSettings.class);
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
  public List<String> adapterTargets() {
    return List.of("query", "value");
  }

  /** Files of models that predict tokens have no pooler. */
  @Override
  public boolean mayBeAbsent(String parameter) {
    return BertBody.isOfPooler(parameter);
  }

  @Override
  protected TextArchitecture architecture(Site site, BertSettings settings, ModelRequest request) {
    return new Bert(site, settings, request);
  }
}
