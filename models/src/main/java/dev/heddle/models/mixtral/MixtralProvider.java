package dev.heddle.models.mixtral;

import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.PreNormPlan;
import dev.heddle.models.decoder.PreNormProvider;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.feedforward.MixtureOfExperts;
import dev.heddle.models.registry.ClassNames;

/**
 * Registers Mixtral (Jiang et al. 2024, arXiv:2401.04088) as {@code mixtral}: Llama's layers with a
 * mixture of experts; equal to Hugging Face's {@code MixtralForCausalLM} without jitter and
 * load-balancing loss. Experts have the names they have on file, {@code
 * block_sparse_moe.experts.0.w1}, which transformers 5 joins into one tensor in memory.
 */
public final class MixtralProvider extends PreNormProvider<MixtralSettings> {
  /** Called by {@link java.util.ServiceLoader}. */
  public MixtralProvider() {
    super("mixtral", ClassNames.ofDecoder("Mixtral"), MixtralSettings.class, 1_000_000);
  }

  @Override
  protected DecoderPlan plan(MixtralSettings settings) {
    Initializer first = Initializer.normal(settings.initializerRange());
    MixtureOfExperts.Sizes sizes =
        new MixtureOfExperts.Sizes(
            settings.hiddenSize(),
            settings.intermediateSize(),
            settings.numLocalExperts(),
            settings.numExpertsPerTok());
    return new PreNormPlan(
        settings,
        PreNormPlan.HeadNorms.ABSENT,
        Linear.Bias.ABSENT,
        Linear.Bias.ABSENT,
        layer -> settings.slidingWindow(),
        "block_sparse_moe",
        site -> new MixtureOfExperts(site, sizes, first));
  }
}
