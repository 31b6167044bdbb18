package dev.heddle.models.bart;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.SelfAttention;
import java.util.List;
import java.util.stream.Stream;

/** Self-attention without positions of its own; three native calls. */
final class BartSelfAttention extends SelfAttention {
  private final Site site;
  private final AttentionShape shape;
  private final LinearGroup queryKeyValue;
  private final Slot output;
  private final Dropout dropout;

  BartSelfAttention(Site site, BartSettings settings, int heads) {
    BartBlocks blocks = new BartBlocks(settings);
    this.site = site;
    this.shape = AttentionShape.of(heads, heads, settings.dModel() / heads);
    List<Slot> slots =
        Stream.of("q_proj", "k_proj", "v_proj")
            .map(name -> slot(name, blocks.projection(site, name)))
            .toList();
    this.queryKeyValue = new LinearGroup(site, slots);
    this.output = slot("out_proj", blocks.projection(site, "out_proj"));
    this.dropout = Dropout.at(site, "dropout", settings.attentionDropout());
  }

  /** {@code x [tokens, width]} to queries, keys and values side by side. */
  NDArray project(NDArray x) {
    return queryKeyValue.forward(x);
  }

  /** What each token finds among those it sees, {@code [tokens, width]}. */
  NDArray attend(NDArray projected, AttentionPass pass) {
    return pass.attend(site.kernels(), projected, shape, List.of(), List.of(), dropout.mask());
  }

  /** {@code [tokens, width]} to the same shape. */
  NDArray output(NDArray mixed) {
    return output.forward(mixed);
  }

  @Override
  public NDArray forward(NDArray x, AttentionPass pass) {
    return output(attend(project(x), pass));
  }
}
