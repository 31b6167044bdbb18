package dev.heddle.models.llama;

import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.DecoderProvider;
import dev.heddle.models.decoder.PreNormPlan;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.attention.AttentionParts;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.GatedFeedForward;
import java.util.Optional;

/**
 * Registers Llama 1 to 3 (Touvron et al. 2023, arXiv:2302.13971 and arXiv:2307.09288; Llama team
 * 2024, arXiv:2407.21783) as {@code llama}; equal to Hugging Face's {@code LlamaForCausalLM}
 * without dropout.
 */
public final class LlamaProvider extends DecoderProvider<LlamaSettings> {
  /** Called by {@link java.util.ServiceLoader}. */
  public LlamaProvider() {
    super("llama", "LlamaForCausalLM", LlamaSettings.class, 10_000);
  }

  @Override
  protected RotarySettings rotary(LlamaSettings settings) {
    return settings.ropeParameters();
  }

  @Override
  protected DecoderPlan plan(LlamaSettings settings) {
    Initializer first = Initializer.normal(settings.initializerRange());
    Linear.Bias bias = Linear.Bias.of(settings.attentionBias());
    GatedFeedForward.Sizes feedForward =
        new GatedFeedForward.Sizes(
            settings.hiddenSize(),
            settings.intermediateSize(),
            settings.hiddenAct(),
            Linear.Bias.of(settings.mlpBias()));
    return new PreNormPlan(
        settings.sizes(),
        new AttentionParts(settings.hiddenSize(), bias, bias, Optional.empty(), first),
        layer -> Optional.empty(),
        settings.ropeParameters(),
        settings.rmsNormEps(),
        "mlp",
        site -> new GatedFeedForward(site, feedForward, first),
        settings.tieWordEmbeddings());
  }
}
