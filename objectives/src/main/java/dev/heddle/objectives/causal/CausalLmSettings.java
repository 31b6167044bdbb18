package dev.heddle.objectives.causal;

import dev.heddle.objectives.meap.MeapSettings;
import java.util.Optional;

/**
 * Settings of {@link CausalLm}. How documents share rows is the dataset's business.
 *
 * @param meap hides a share of the input; absent: plain next-token prediction
 */
public record CausalLmSettings(Optional<MeapSettings> meap) {}
