package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;

/**
 * What registering an architecture takes, whatever its layers: its name is Hugging Face's {@code
 * model_type}.
 *
 * @param <S> its sizes
 */
public abstract class AbstractArchitectureProvider<S extends Record>
    implements ArchitectureProvider<S> {
  private final String name;
  private final Class<S> settingsType;

  /**
   * A provider.
   *
   * @param name Hugging Face's {@code model_type}
   */
  protected AbstractArchitectureProvider(String name, Class<S> settingsType) {
    this.name = name;
    this.settingsType = settingsType;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String modelType() {
    return name;
  }

  @Override
  public final Class<S> settingsType() {
    return settingsType;
  }

  @Override
  public final Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  /**
   * What to throw where there is no head for a task.
   *
   * @param rule which heads there are
   */
  protected final IllegalArgumentException refused(Task task, String rule) {
    return new IllegalArgumentException(
        "Cannot build a %s: task=%s; %s".formatted(name, task, rule));
  }
}
