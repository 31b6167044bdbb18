package dev.heddle.models.qwen2;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.decoder.DecoderSettings;
import dev.heddle.models.decoder.DecoderSizes;
import dev.heddle.models.decoder.SlidingWindows;
import dev.heddle.models.layers.attention.LayerType;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.List;
import java.util.Optional;

/**
 * The sizes of a Qwen2 under Hugging Face's names; the defaults are those of its config class.
 *
 * @param useSlidingWindow whether any layer sees a window only; which do, says {@link
 *     SlidingWindows}
 */
public record Qwen2Settings(
    @Default("4096") int hiddenSize,
    @Default("22016") int intermediateSize,
    @Default("32") int numHiddenLayers,
    @Default("32") int numAttentionHeads,
    @Default("32") Optional<Integer> numKeyValueHeads,
    Optional<Integer> headDim,
    @Default("silu") Activation hiddenAct,
    @Default("32768") int maxPositionEmbeddings,
    @Default("1e-6") double rmsNormEps,
    @Default("false") boolean useSlidingWindow,
    @Default("4096") Optional<Integer> slidingWindow,
    @Default("28") int maxWindowLayers,
    @Default("[]") List<LayerType> layerTypes,
    @Default("false") boolean tieWordEmbeddings,
    @Default("0") double attentionDropout,
    @Default("0.02") double initializerRange,
    RotarySettings ropeParameters)
    implements DecoderSettings {

  /** Checks ranges. */
  public Qwen2Settings {
    Checks checks =
        new DecoderSizes(
                hiddenSize,
                intermediateSize,
                numHiddenLayers,
                numAttentionHeads,
                numKeyValueHeads,
                headDim,
                maxPositionEmbeddings)
            .checks(Qwen2Settings.class);
    new SlidingWindows(useSlidingWindow, slidingWindow, maxWindowLayers, layerTypes)
        .check(checks, numHiddenLayers)
        .positive("rmsNormEps", rmsNormEps)
        .inRange("attentionDropout", attentionDropout, 0, 1)
        .positive("initializerRange", initializerRange)
        .done();
  }

  SlidingWindows windows() {
    return new SlidingWindows(useSlidingWindow, slidingWindow, maxWindowLayers, layerTypes);
  }
}
