package dev.heddle.models.modernbert;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.heads.TextArchitecture;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ClassNames;
import java.util.List;

/**
 * Registers ModernBERT's decoder as {@code modernbert-decoder}. Its sizes and keys are the
 * encoder's.
 */
public final class ModernBertDecoderProvider extends AbstractModernBertProvider {
  static final String MODEL_TYPE = "modernbert-decoder";

  /** Called by {@link java.util.ServiceLoader}. */
  public ModernBertDecoderProvider() {
    super(MODEL_TYPE, ClassNames.ofDecoder("ModernBertDecoder"));
  }

  @Override
  protected boolean classifiesTokens() {
    return false;
  }

  @Override
  public List<String> adapterTargets() {
    return List.of("q_proj", "v_proj");
  }

  @Override
  protected TextArchitecture architecture(
      Site site, ModernBertSettings settings, ModelRequest request) {
    if (settings.reach() < 1) {
      throw new IllegalArgumentException(
          "Cannot build a %s: local_attention=%d; must be at least 2, as a token sees half of it, itself among it"
              .formatted(name(), settings.localAttention()));
    }
    return new ModernBertDecoder(site, settings, request);
  }
}
