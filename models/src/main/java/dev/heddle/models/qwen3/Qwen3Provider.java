package dev.heddle.models.qwen3;

import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.PreNormPlan;
import dev.heddle.models.decoder.PreNormProvider;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.registry.ClassNames;

/**
 * Registers Qwen3's dense models (Yang et al. 2025, arXiv:2505.09388) as {@code qwen3}: Llama's
 * layers with each head's query and key normed; equal to Hugging Face's {@code Qwen3ForCausalLM}.
 */
public final class Qwen3Provider extends PreNormProvider<Qwen3Settings> {
  /** Called by {@link java.util.ServiceLoader}. */
  public Qwen3Provider() {
    super("qwen3", ClassNames.ofDecoder("Qwen3"), Qwen3Settings.class, 10_000);
  }

  @Override
  protected DecoderPlan plan(Qwen3Settings settings) {
    Linear.Bias bias = Linear.Bias.of(settings.attentionBias());
    return new PreNormPlan(
        settings,
        PreNormPlan.HeadNorms.PRESENT,
        bias,
        bias,
        settings.windows()::of,
        "mlp",
        PreNormPlan.gated(settings, Linear.Bias.ABSENT));
  }
}
