package dev.heddle.models.roberta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.bert.BertBody;
import dev.heddle.models.bert.BertConfig;
import dev.heddle.models.heads.TextArchitecture;
import dev.heddle.models.heads.TextModelProvider;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ClassNames;
import java.util.List;

/** What the names under which RoBERTa goes share. */
abstract class AbstractRobertaProvider extends TextModelProvider<RobertaSettings> {
  AbstractRobertaProvider(String name, String family) {
    super(name, ClassNames.ofEncoder(family), RobertaSettings.class);
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
  public final List<String> adapterTargets() {
    return List.of("query", "value");
  }

  /** Files of models that predict tokens have no pooler. */
  @Override
  public final boolean mayBeAbsent(String parameter) {
    return BertBody.isOfPooler(parameter);
  }

  @Override
  protected final TextArchitecture architecture(
      Site site, RobertaSettings settings, ModelRequest request) {
    return new Roberta(modelType(), site, settings, request);
  }
}
