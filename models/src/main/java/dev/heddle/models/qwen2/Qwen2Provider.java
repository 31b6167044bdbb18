package dev.heddle.models.qwen2;

import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.PreNormPlan;
import dev.heddle.models.decoder.PreNormProvider;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.registry.ClassNames;

/**
 * Registers Qwen2 and Qwen2.5 (Yang et al. 2024, arXiv:2407.10671) as {@code qwen2}: Llama's layers
 * with vectors added to queries, keys and values; equal to Hugging Face's {@code Qwen2ForCausalLM}.
 */
public final class Qwen2Provider extends PreNormProvider<Qwen2Settings> {
  /** Called by {@link java.util.ServiceLoader}. */
  public Qwen2Provider() {
    super("qwen2", ClassNames.ofDecoder("Qwen2"), Qwen2Settings.class, 10_000);
  }

  @Override
  protected DecoderPlan plan(Qwen2Settings settings) {
    return new PreNormPlan(
        settings,
        PreNormPlan.HeadNorms.ABSENT,
        Linear.Bias.PRESENT,
        Linear.Bias.ABSENT,
        settings.windows()::of,
        "mlp",
        PreNormPlan.gated(settings, Linear.Bias.ABSENT));
  }
}
