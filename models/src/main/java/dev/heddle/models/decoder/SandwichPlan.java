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
import dev.heddle.models.layers.feedforward.GatedFeedForward;
import dev.heddle.models.layers.norm.Norm;
import dev.heddle.models.layers.norm.RmsNorm;
import dev.heddle.models.registry.LayerPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gemma's plan: root mean square norms around each part of a layer, their weights kept as distances
 * from 1; embeddings multiplied by the root of their width; some layers local, the others global.
 *
 * @param shape of attention over whole sequences
 * @param attention what attention is made of, besides its sizes
 * @param window how many tokens a token of a local layer sees, itself and those before it
 * @param pattern which layers are global
 * @param global the positions of global layers
 * @param local the positions of local layers
 * @param epsilon of the norms
 * @param feedForward the sizes of the feed-forward part
 * @param logitCap what the head's logits are bent to; 0 for not at all
 */
public record SandwichPlan(
    DecoderSizes sizes,
    AttentionShape shape,
    AttentionParts attention,
    int window,
    LayerPattern pattern,
    RotarySettings global,
    RotarySettings local,
    double epsilon,
    GatedFeedForward.Sizes feedForward,
    double logitCap,
    boolean tied)
    implements DecoderPlan {

  @Override
  public int width() {
    return sizes.hiddenSize();
  }

  @Override
  public int maximumLength() {
    return global.reach(sizes.maxPositionEmbeddings());
  }

  @Override
  public Initializer first() {
    return attention.first();
  }

  @Override
  public Norm norm(Site site) {
    return RmsNorm.aroundOne(site, width(), epsilon);
  }

  FeedForward feedForward(Site site) {
    return new GatedFeedForward(site, feedForward, first());
  }

  /** Rounded to fp32 as the embeddings are. */
  @Override
  public double embeddingScale() {
    return (float) Math.sqrt(width());
  }

  @Override
  public List<DecoderLayer> layers(Site site) {
    Map<RotarySettings, Rotary> rotaries = new HashMap<>();
    return IntStream.range(0, sizes.numHiddenLayers())
        .<DecoderLayer>mapToObj(
            index -> {
              Rotary rotary =
                  rotaries.computeIfAbsent(
                      pattern.isGlobal(index) ? global : local, own -> rotary(site, own));
              return layer(site.at(Integer.toString(index)), shapeOf(index), rotary);
            })
        .toList();
  }

  private Rotary rotary(Site site, RotarySettings settings) {
    return settings.create(site, shape.headWidth(), sizes.maxPositionEmbeddings());
  }

  private AttentionShape shapeOf(int index) {
    return shape.within(pattern.isGlobal(index) ? Optional.empty() : Optional.of(window));
  }

  private SandwichLayer layer(Site site, AttentionShape shape, Rotary rotary) {
    return new SandwichLayer(
        site,
        this,
        Named.below(
            site, "self_attn", at -> new GroupedQueryAttention(at, shape, attention, rotary)));
  }
}
