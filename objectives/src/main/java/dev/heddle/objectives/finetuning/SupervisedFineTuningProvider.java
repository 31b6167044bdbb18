package dev.heddle.objectives.finetuning;

import dev.heddle.data.examples.ChatForm;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.meap.CopySettings;
import dev.heddle.objectives.meap.MaskToken;
import dev.heddle.objectives.meap.MaskedCopies;
import java.util.List;
import java.util.Optional;

/** {@code objective: {type: sft}}. */
public final class SupervisedFineTuningProvider
    implements ObjectiveProvider<SupervisedFineTuningSettings> {

  @Override
  public String name() {
    return "sft";
  }

  @Override
  public Class<SupervisedFineTuningSettings> settingsType() {
    return SupervisedFineTuningSettings.class;
  }

  @Override
  public String examples() {
    return ChatForm.NAME;
  }

  @Override
  public List<String> addedTokens(SupervisedFineTuningSettings settings, TokenizerInfo present) {
    return active(settings).isPresent() ? MaskToken.missing(present) : List.of();
  }

  @Override
  public Objective<?> create(SupervisedFineTuningSettings settings, DataInfo data) {
    TokenizerInfo tokenizer = data.tokenizer();
    return new SupervisedFineTuning(
        settings,
        tokenizer,
        active(settings).map(meap -> new MaskedCopies(meap, MaskToken.id(name(), tokenizer))));
  }

  private static Optional<CopySettings> active(SupervisedFineTuningSettings settings) {
    return settings.meap().filter(meap -> meap.ratio() > 0);
  }
}
