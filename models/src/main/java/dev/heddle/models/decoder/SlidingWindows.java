package dev.heddle.models.decoder;

import dev.heddle.configs.Checks;
import dev.heddle.models.layers.attention.LayerType;
import java.util.List;
import java.util.Optional;

/**
 * Which layers see a window only, as Qwen's configs say: {@code layer_types} names the kind of
 * every layer; without it, layers from {@code max_window_layers} on have a window where {@code
 * use_sliding_window} is set.
 *
 * @param slidingWindow how many tokens a token sees, itself and those before it
 * @param layerTypes one for each layer, or none
 */
public record SlidingWindows(
    boolean useSlidingWindow,
    Optional<Integer> slidingWindow,
    int maxWindowLayers,
    List<LayerType> layerTypes) {

  /** Adds the rules to those of a settings record with so many layers. */
  public Checks check(Checks checks, int layers) {
    return checks
        .require(
            slidingWindow.isEmpty() || slidingWindow.get() > 0,
            "slidingWindow",
            slidingWindow.orElse(0),
            "must be above 0")
        .require(
            layerTypes.isEmpty() || layerTypes.size() == layers,
            "layerTypes",
            layerTypes.size() + " layers",
            "must name the kind of each of num_hidden_layers (%d)".formatted(layers))
        .require(
            usable().isPresent() || !layerTypes.contains(LayerType.SLIDING_ATTENTION),
            "layerTypes",
            "sliding_attention",
            "needs use_sliding_window: true and a sliding_window")
        .notNegative("maxWindowLayers", maxWindowLayers);
  }

  /** The window of layer {@code index}, counted from 0; nothing for the whole sequence. */
  public Optional<Integer> of(int index) {
    boolean slides =
        layerTypes.isEmpty()
            ? index >= maxWindowLayers
            : layerTypes.get(index) == LayerType.SLIDING_ATTENTION;
    return slides ? usable() : Optional.empty();
  }

  private Optional<Integer> usable() {
    return useSlidingWindow ? slidingWindow : Optional.empty();
  }
}
