package dev.heddle.objectives.distillation;

import dev.heddle.configs.Choice;
import dev.heddle.data.DatasetSettings;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.Optional;

/**
 * An objective's provider with its settings: what preparation asks of a task.
 *
 * @param <S> the provider's settings
 */
record Chosen<S extends Record>(ObjectiveProvider<S> provider, S settings) {

  /** What a run file chose. */
  static Chosen<?> of(Choice<ObjectiveProvider<?>> choice) {
    return of(choice.variant(), choice.settings());
  }

  private static <S extends Record> Chosen<S> of(ObjectiveProvider<S> provider, Record settings) {
    return new Chosen<>(provider, provider.settingsType().cast(settings));
  }

  String examples() {
    return provider.examples(settings);
  }

  Optional<Record> exampleSettings(DatasetSettings dataset) {
    return provider.exampleSettings(settings, dataset);
  }

  List<String> addedTokens(TokenizerInfo present) {
    return provider.addedTokens(settings, present);
  }
}
