package dev.heddle.objectives;

import dev.heddle.configs.Choice;
import dev.heddle.configs.Variant;

/**
 * Makes an objective from its section of the run file. Registered in {@code
 * META-INF/services/dev.heddle.objectives.ObjectiveProvider}; {@link #name} is what {@code
 * objective.type} says.
 *
 * @param <S> the settings that the section binds to
 */
public interface ObjectiveProvider<S extends Record> extends Variant<S> {

  /**
   * Makes the objective.
   *
   * @throws IllegalArgumentException if the data lack what the objective needs, with a message for
   *     the user
   */
  Objective<?> create(S settings, DataInfo data);

  /**
   * Makes the objective that a run file has chosen.
   *
   * @throws IllegalArgumentException as {@link #create(Record, DataInfo)} does
   */
  static Objective<?> create(Choice<ObjectiveProvider<?>> choice, DataInfo data) {
    return create(choice.variant(), choice.settings(), data);
  }

  private static <S extends Record> Objective<?> create(
      ObjectiveProvider<S> provider, Record settings, DataInfo data) {
    return provider.create(provider.settingsType().cast(settings), data);
  }
}
