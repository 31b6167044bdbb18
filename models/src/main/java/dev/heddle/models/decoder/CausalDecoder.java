package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractCausalDecoder;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;
import java.util.Map;

/** A decoder that follows a {@link DecoderPlan}, with a head that predicts the next token. */
public final class CausalDecoder extends AbstractCausalDecoder {
  private static final String HEAD = "lm_head";

  private final DecoderPlan plan;
  private final Branch root = new Branch();
  private final DecoderBody body;
  private final VocabularyProjection projection;

  /**
   * Builds a model.
   *
   * @param modelType Hugging Face's {@code model_type}
   * @param settings what the plan was made from
   */
  public CausalDecoder(String modelType, Record settings, DecoderPlan plan, ModelRequest request) {
    this(modelType, settings, plan, request, request.site());
  }

  private CausalDecoder(
      String modelType, Record settings, DecoderPlan plan, ModelRequest request, Site site) {
    super(site, modelType, settings, request.vocabulary());
    this.plan = plan;
    this.body =
        root.add("model", new DecoderBody(site.at("model"), plan, request.vocabulary().size()));
    this.projection =
        new VocabularyProjection(
            site.kernels(), site.precision(), List.of(table(site)), plan.logitCap());
  }

  private Parameter table(Site site) {
    if (plan.tied()) {
      return body.table();
    }
    int tokens = vocabulary().size();
    return root.add(HEAD, new Branch())
        .addParameter(
            site.at(HEAD).parameter("weight", Role.WEIGHT, plan.first(), tokens, plan.width()));
  }

  @Override
  protected NDArray encode(AttentionPass pass, Scope scope) {
    return body.encode(pass);
  }

  @Override
  protected VocabularyProjection projection() {
    return projection;
  }

  @Override
  public Map<String, String> tiedNames() {
    return plan.tied() ? Map.of(HEAD + ".weight", body.table().name()) : Map.of();
  }

  @Override
  public int width() {
    return plan.width();
  }

  @Override
  public int maximumLength() {
    return plan.maximumLength();
  }

  @Override
  public Layer root() {
    return root;
  }
}
