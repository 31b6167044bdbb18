package dev.heddle.models.llama;

import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.PreNormPlan;
import dev.heddle.models.decoder.PreNormProvider;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.registry.ClassNames;
import java.util.Optional;

/**
 * Registers Llama 1 to 3 (Touvron et al. 2023, arXiv:2302.13971 and arXiv:2307.09288; Llama team
 * 2024, arXiv:2407.21783) as {@code llama}; equal to Hugging Face's {@code LlamaForCausalLM}.
 */
public final class LlamaProvider extends PreNormProvider<LlamaSettings> {
  /** Called by {@link java.util.ServiceLoader}. */
  public LlamaProvider() {
    super("llama", ClassNames.ofDecoder("Llama"), LlamaSettings.class, 10_000);
  }

  @Override
  protected DecoderPlan plan(LlamaSettings settings) {
    Linear.Bias bias = Linear.Bias.of(settings.attentionBias());
    return new PreNormPlan(
        settings,
        PreNormPlan.HeadNorms.ABSENT,
        bias,
        bias,
        layer -> Optional.empty(),
        "mlp",
        PreNormPlan.gated(settings, Linear.Bias.of(settings.mlpBias())));
  }
}
