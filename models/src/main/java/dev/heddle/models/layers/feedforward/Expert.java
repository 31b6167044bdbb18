package dev.heddle.models.layers.feedforward;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One expert of a mixture: {@code w2(silu(w1 x) · w3 x)}, named as in Mixtral's files. */
final class Expert extends Layer {
  private final Site site;
  private final Slot gate;
  private final Slot down;
  private final Slot up;
  private final LinearGroup gateAndUp;

  Expert(Site site, int width, int inner, Initializer first) {
    this.site = site;
    this.gate = slot("w1", Linear.unbiased(site.at("w1"), width, inner, first));
    this.down = slot("w2", Linear.unbiased(site.at("w2"), inner, width, first));
    this.up = slot("w3", Linear.unbiased(site.at("w3"), width, inner, first));
    this.gateAndUp = new LinearGroup(site, List.of(gate, up));
  }

  /** {@code w1}, {@code w2} and {@code w3}; nothing while an adapter adds to any. */
  Optional<List<NDArray>> plainWeights() {
    List<NDArray> weights =
        Stream.of(gate, down, up)
            .map(Slot::layer)
            .flatMap(layer -> layer.plain().stream())
            .map(layer -> layer.weight().value())
            .toList();
    return weights.size() == 3 ? Optional.of(weights) : Optional.empty();
  }

  /** {@code x [assigned tokens, width]} to the same shape, in the model's precision. */
  NDArray forward(NDArray x) {
    return down.forward(site.kernels().call(Activation.SILU.gatedKernel(), gateAndUp.forward(x)));
  }
}
