package dev.heddle.models.modernbert;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.heads.TextArchitecture;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ClassNames;
import java.util.List;

/** Registers ModernBERT as {@code modernbert}. */
public final class ModernBertProvider extends AbstractModernBertProvider {
  static final String MODEL_TYPE = "modernbert";
  static final String PREFIX = "model";

  /** Called by {@link java.util.ServiceLoader}. */
  public ModernBertProvider() {
    super(MODEL_TYPE, ClassNames.ofEncoder("ModernBert"));
  }

  @Override
  public List<String> adapterTargets() {
    return List.of("Wqkv");
  }

  @Override
  protected TextArchitecture architecture(
      Site site, ModernBertSettings settings, ModelRequest request) {
    return new ModernBert(site, settings, request);
  }
}
