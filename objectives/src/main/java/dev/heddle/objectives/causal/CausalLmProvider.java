package dev.heddle.objectives.causal;

import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;

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
  public Objective<?> create(CausalLmSettings settings, DataInfo data) {
    return new CausalLm();
  }
}
