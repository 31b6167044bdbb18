package dev.heddle.models.decoder;

import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionParts;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.GroupedQueryAttention;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.FeedForward;
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
 * @param attention what attention is made of, besides its sizes
 * @param windows how many tokens a token of a layer sees, itself and those before it; nothing for
 *     all
 * @param epsilon of the norms
 * @param feedForwardName under which files keep the feed-forward part of a layer
 * @param feedForward builds it
 */
public record PreNormPlan(
    DecoderSizes sizes,
    AttentionParts attention,
    IntFunction<Optional<Integer>> windows,
    RotarySettings rotary,
    double epsilon,
    String feedForwardName,
    Function<Site, FeedForward> feedForward,
    boolean tied)
    implements DecoderPlan {

  @Override
  public int width() {
    return sizes.hiddenSize();
  }

  @Override
  public int maximumLength() {
    return rotary.reach(sizes.maxPositionEmbeddings());
  }

  @Override
  public Initializer first() {
    return attention.first();
  }

  @Override
  public Norm norm(Site site) {
    return RmsNorm.scaled(site, width(), epsilon);
  }

  @Override
  public List<DecoderLayer> layers(Site site) {
    int headWidth = sizes.headWidth();
    AttentionShape shape =
        AttentionShape.of(sizes.numAttentionHeads(), sizes.keyValueHeads(), headWidth);
    Rotary shared = rotary.create(site, headWidth, sizes.maxPositionEmbeddings());
    return IntStream.range(0, sizes.numHiddenLayers())
        .<DecoderLayer>mapToObj(
            index ->
                layer(site.at(Integer.toString(index)), shape.within(windows.apply(index)), shared))
        .toList();
  }

  private PreNormLayer layer(Site site, AttentionShape shape, Rotary rotary) {
    return new PreNormLayer(
        Named.below(site, "input_layernorm", this::norm),
        Named.below(
            site, "self_attn", at -> new GroupedQueryAttention(at, shape, attention, rotary)),
        Named.below(site, "post_attention_layernorm", this::norm),
        Named.below(site, feedForwardName, feedForward));
  }
}
