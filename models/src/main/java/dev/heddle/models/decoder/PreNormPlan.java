package dev.heddle.models.decoder;

import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionParts;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.GroupedQueryAttention;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.feedforward.FeedForward;
import dev.heddle.models.layers.feedforward.GatedFeedForward;
import dev.heddle.models.layers.norm.Norm;
import dev.heddle.models.layers.norm.RmsNorm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Llama's plan, which most families share: root mean square norms before attention and before the
 * feed-forward part, grouped queries, rotary positions.
 *
 * @param headNorms whether each head's query and key are normed
 * @param inputs whether queries, keys and values add a vector
 * @param output whether the output of attention adds a vector
 * @param windows how many tokens a token of a layer sees, itself and those before it; nothing for
 *     all
 * @param feedForwardName under which files keep the feed-forward part of a layer
 * @param feedForward builds it
 */
public record PreNormPlan(
    DecoderSettings settings,
    HeadNorms headNorms,
    Linear.Bias inputs,
    Linear.Bias output,
    IntFunction<Optional<Integer>> windows,
    String feedForwardName,
    Function<Site, FeedForward> feedForward)
    implements DecoderPlan {

  /** Whether attention norms each head's query and key. */
  public enum HeadNorms {
    PRESENT,
    ABSENT
  }

  /** A layer's gated feed-forward part, with or without added vectors. */
  public static Function<Site, FeedForward> gated(DecoderSettings settings, Linear.Bias bias) {
    GatedFeedForward.Sizes sizes =
        new GatedFeedForward.Sizes(
            settings.hiddenSize(), settings.intermediateSize(), settings.hiddenAct(), bias);
    Initializer first = Initializer.normal(settings.initializerRange());
    return site -> new GatedFeedForward(site, sizes, first);
  }

  @Override
  public int width() {
    return settings.hiddenSize();
  }

  @Override
  public int maximumLength() {
    return settings.ropeParameters().reach(settings.maxPositionEmbeddings());
  }

  @Override
  public Initializer first() {
    return Initializer.normal(settings.initializerRange());
  }

  @Override
  public boolean tied() {
    return settings.tieWordEmbeddings();
  }

  @Override
  public Norm norm(Site site) {
    return RmsNorm.scaled(site, width(), settings.rmsNormEps());
  }

  @Override
  public List<DecoderLayer> layers(Site site) {
    DecoderSizes sizes = settings.sizes();
    AttentionShape shape =
        AttentionShape.of(sizes.numAttentionHeads(), sizes.keyValueHeads(), sizes.headWidth());
    Rotary rotary =
        settings.ropeParameters().create(site, sizes.headWidth(), sizes.maxPositionEmbeddings());
    return IntStream.range(0, sizes.numHiddenLayers())
        .<DecoderLayer>mapToObj(
            index ->
                layer(site.at(Integer.toString(index)), shape.within(windows.apply(index)), rotary))
        .toList();
  }

  private PreNormLayer layer(Site site, AttentionShape shape, Rotary rotary) {
    return new PreNormLayer(
        Named.below(site, "input_layernorm", this::norm),
        Named.below(
            site, "self_attn", at -> new GroupedQueryAttention(at, shape, attention(), rotary)),
        Named.below(site, "post_attention_layernorm", this::norm),
        Named.below(site, feedForwardName, feedForward));
  }

  private AttentionParts attention() {
    Optional<Function<Site, RmsNorm>> headNorm = Optional.empty();
    if (headNorms == HeadNorms.PRESENT) {
      int width = settings.sizes().headWidth();
      headNorm = Optional.of(site -> RmsNorm.scaled(site, width, settings.rmsNormEps()));
    }
    return new AttentionParts(
        width(), inputs, output, headNorm, settings.attentionDropout(), first());
  }
}
