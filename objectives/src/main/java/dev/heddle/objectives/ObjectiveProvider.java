package dev.heddle.objectives;

import dev.heddle.configs.Choice;
import dev.heddle.configs.Variant;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.examples.ExampleForm;
import dev.heddle.models.SentenceEncoding;
import java.util.List;
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

  /** The same where it depends on the settings, as with an objective that wraps another. */
  default String examples(S settings) {
    return examples();
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
   * What a stored model has to say about the samples before the training starts: preparation writes
   * it beside them.
   *
   * @return empty where samples are enough
   */
  default Optional<TeacherColumns> teacherColumns(S settings) {
    return Optional.empty();
  }

  /**
   * Special tokens that the objective needs. Preparation adds those that are missing to the
   * tokenizer, behind all others and in this order, and models get rows for them, the mean of the
   * rows they have. A token with the usual name of a role that no token plays, such as {@code
   * <mask>}, gets that role.
   *
   * @param present the tokenizer before anything is added. One that the run trains is not there yet
   *     when this is asked: its special tokens are, the words that it will learn are not
   * @return their texts; empty where every tokenizer will do
   */
  default List<String> addedTokens(S settings, TokenizerInfo present) {
    return List.of();
  }

  /**
   * How the model makes vectors of texts once it is trained, which exports describe for
   * sentence-transformers.
   *
   * @return empty where vectors of texts are not what the objective is for
   */
  default Optional<SentenceEncoding> sentences(S settings) {
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
