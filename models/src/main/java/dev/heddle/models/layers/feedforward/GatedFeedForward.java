package dev.heddle.models.layers.feedforward;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;

/**
 * A gated linear unit (Shazeer 2020, arXiv:2002.05202): {@code down(activation(gate(x)) · up(x))}.
 * Three native calls, as {@code gate} and {@code up} are one matrix product.
 */
public final class GatedFeedForward extends FeedForward {
  private final Site site;
  private final Activation activation;
  private final LinearGroup gateAndUp;
  private final Slot down;

  /** Layers named as in Llama, within {@code site}. */
  public GatedFeedForward(Site site, Sizes sizes, Initializer first) {
    this.site = site;
    this.activation = sizes.activation;
    this.gateAndUp =
        new LinearGroup(
            site,
            List.of(
                slot("gate_proj", inwards(site.at("gate_proj"), sizes, first)),
                slot("up_proj", inwards(site.at("up_proj"), sizes, first))));
    this.down =
        slot(
            "down_proj",
            Linear.of(site.at("down_proj"), sizes.inner, sizes.width, sizes.bias, first));
  }

  private static Linear inwards(Site site, Sizes sizes, Initializer first) {
    return Linear.of(site, sizes.width, sizes.inner, sizes.bias, first);
  }

  @Override
  public NDArray forward(NDArray x) {
    return down.forward(site.kernels().call(activation.gatedKernel(), gateAndUp.forward(x)));
  }

  /**
   * What it is made of.
   *
   * @param width of a token's vector
   * @param inner how many units
   * @param bias whether all three layers add a vector
   */
  public record Sizes(int width, int inner, Activation activation, Linear.Bias bias) {}
}
