package dev.heddle.objectives.causal;

import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.meap.MaskToken;
import dev.heddle.objectives.meap.MeapSettings;
import dev.heddle.objectives.meap.PrefixMasking;
import java.util.List;
import java.util.Optional;

/** {@code objective: {type: clm}}. */
public final class CausalLmProvider implements ObjectiveProvider<CausalLmSettings> {

  @Override
  public String name() {
    return "clm";
  }

  @Override
  public Class<CausalLmSettings> settingsType() {
    return CausalLmSettings.class;
  }

  @Override
  public List<String> addedTokens(CausalLmSettings settings, TokenizerInfo present) {
    return active(settings).isPresent() ? MaskToken.missing(present) : List.of();
  }

  @Override
  public Objective<?> create(CausalLmSettings settings, DataInfo data) {
    return new CausalLm(
        active(settings)
            .map(meap -> new PrefixMasking(meap, MaskToken.id(name(), data.tokenizer()))));
  }

  private static Optional<MeapSettings> active(CausalLmSettings settings) {
    return settings.meap().filter(meap -> meap.ratio() > 0);
  }
}
