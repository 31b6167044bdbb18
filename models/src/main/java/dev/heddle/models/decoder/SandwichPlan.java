package dev.heddle.models.decoder;

import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionParts;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.GroupedQueryAttention;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.FeedForward;
import dev.heddle.models.layers.feedforward.GatedFeedForward;
import dev.heddle.models.layers.norm.Norm;
import dev.heddle.models.layers.norm.RmsNorm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Gemma's plan: root mean square norms around each part of a layer, their weights kept as distances
 * from 1; embeddings multiplied by the root of their width; some layers local, the others global.
 *
 * @param global the positions of global layers
 * @param local the positions of local layers
 * @param headNorms whether each head's query and key are normed
 */
public record SandwichPlan(
    SandwichSettings settings, RotarySettings global, RotarySettings local, HeadNorms headNorms)
    implements DecoderPlan {

  /** Whether each head's query and key are normed before they meet. */
  public enum HeadNorms {
    PRESENT,
    ABSENT
  }

  @Override
  public int width() {
    return settings.hiddenSize();
  }

  @Override
  public int maximumLength() {
    return global.reach(settings.maxPositionEmbeddings());
  }

  @Override
  public Initializer first() {
    return Initializer.normal(settings.initializerRange());
  }

  @Override
  public Norm norm(Site site) {
    return norm(site, width());
  }

  private RmsNorm norm(Site site, int width) {
    return RmsNorm.aroundOne(site, width, settings.rmsNormEps());
  }

  FeedForward feedForward(Site site) {
    return new GatedFeedForward(
        site,
        new GatedFeedForward.Sizes(
            width(), settings.intermediateSize(), settings.hiddenActivation(), Linear.Bias.ABSENT),
        first());
  }

  @Override
  public boolean tied() {
    return settings.tieWordEmbeddings();
  }

  @Override
  public double logitCap() {
    return settings.finalLogitSoftcapping();
  }

  /** Rounded to fp32 as the embeddings are. */
  @Override
  public double embeddingScale() {
    return (float) Math.sqrt(width());
  }

  @Override
  public List<DecoderLayer> layers(Site site) {
    Map<RotarySettings, Rotary> rotaries = new HashMap<>();
    return IntStream.range(0, settings.numHiddenLayers())
        .<DecoderLayer>mapToObj(
            index -> {
              RotarySettings own = settings.pattern().isGlobal(index) ? global : local;
              Rotary rotary = rotaries.computeIfAbsent(own, missing -> rotary(site, missing));
              return layer(site.at(Integer.toString(index)), shape(index), rotary);
            })
        .toList();
  }

  private Rotary rotary(Site site, RotarySettings positions) {
    return positions.create(site, settings.headDim(), settings.maxPositionEmbeddings());
  }

  private AttentionShape shape(int index) {
    return AttentionShape.of(
            settings.numAttentionHeads(), settings.numKeyValueHeads(), settings.headDim())
        .scaledBy(1 / Math.sqrt(settings.queryPreAttnScalar()))
        .cappedAt(settings.attnLogitSoftcapping())
        .within(
            settings.pattern().isGlobal(index)
                ? Optional.empty()
                : Optional.of(settings.slidingWindow()));
  }

  private SandwichLayer layer(Site site, AttentionShape shape, Rotary rotary) {
    AttentionParts parts = parts();
    return new SandwichLayer(
        site,
        this,
        Named.below(site, "self_attn", at -> new GroupedQueryAttention(at, shape, parts, rotary)));
  }

  private AttentionParts parts() {
    Linear.Bias bias = Linear.Bias.of(settings.attentionBias());
    Optional<Function<Site, RmsNorm>> norm =
        headNorms == HeadNorms.PRESENT
            ? Optional.of(site -> norm(site, settings.headDim()))
            : Optional.empty();
    return new AttentionParts(width(), bias, bias, norm, settings.attentionDropout(), first());
  }
}
