package dev.heddle.objectives;

import dev.heddle.configs.Choice;
import dev.heddle.configs.Variant;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.examples.ExampleForm;
import java.util.Optional;

/**
 * Makes an objective from its section of the run file. Registered in {@code
 * META-INF/services/dev.heddle.objectives.ObjectiveProvider}; {@link #name} is what {@code
 * objective.type} says.
 *
 * @param <S> the settings that the section binds to
 */
public interface ObjectiveProvider<S extends Record> extends Variant<S> {

  /**
   * The form of the examples that the objective learns from, by its name: {@code text}, {@code
   * labels}, {@code pairs}, {@code chats} or another {@link ExampleForm}. Preparation makes such.
   */
  default String examples() {
    return "text";
  }

  /**
   * What the form of the examples has to know of this objective besides the section {@code
   * dataset}, such as prompts. Part of what shards are told apart by.
   *
   * @return of the form's own type of settings; empty for its defaults
   */
  default Optional<Record> exampleSettings(S settings, DatasetSettings dataset) {
    return Optional.empty();
  }

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
