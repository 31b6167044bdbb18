package dev.heddle.configs;

import dev.heddle.configs.internal.Layers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run file with what is laid over and under it. Precedence, highest first: the command line, the
 * run file, its {@code base:}, the defaults of the records. Sections are united key by key; lists
 * and single values are replaced whole; null means the default.
 *
 * <p>Not safe for use by several threads.
 */
public final class RunFile {
  private final Layers layers;
  private Optional<Layers.Bound> bound = Optional.empty();

  private RunFile(Layers layers) {
    this.layers = layers;
  }

  /**
   * Reads a run file and its base, which is a path relative to the run file.
   *
   * @param overrides {@code section.key=value}, the last one wins
   * @param environment the variables that {@code ${NAME}} refers to
   * @throws ConfigException when a file cannot be read as YAML; every other problem is kept for
   *     {@link #bind}
   */
  public static RunFile load(Path file, List<String> overrides, Map<String, String> environment) {
    return new RunFile(Layers.read(file, overrides, environment));
  }

  /**
   * Takes what {@link #openYaml} wrote in another process of the same run.
   *
   * @param name for messages
   * @param overrides laid over it, as in {@link #load}
   */
  public static RunFile ofOpenYaml(String name, String text, List<String> overrides) {
    return new RunFile(Layers.of(name, text, overrides));
  }

  /**
   * A record as a run file with every value in the open: values from the environment, secrets too.
   * For workers in other processes, which have another environment; never to be shown or stored.
   */
  public static String openYaml(Record record) {
    return Layers.openly(record);
  }

  /**
   * Turns the file into a record: components in camelCase from keys in snake_case, nested records
   * and {@link Choice}s from sections.
   *
   * @throws ConfigException with every problem of the file, its base and the command line
   */
  public <R extends Record> R bind(Class<R> type) {
    Layers.Bound result = layers.bind(type);
    bound = Optional.of(result);
    return type.cast(result.record());
  }

  /** What was accepted but should be written in another way; known after {@link #bind}. */
  public List<String> warnings() {
    return last().binding().warnings();
  }

  /**
   * A record that {@link #bind} gave, perhaps with changes, as a run file that loads to an equal
   * record: every key with its value, defaults included. Values from the environment are written as
   * references again; secrets are written as {@code ***}, which does not load.
   */
  public String resolvedYaml(Record record) {
    return last().yaml(record);
  }

  private Layers.Bound last() {
    return bound.orElseThrow(
        () -> new IllegalStateException("Cannot describe a run file before it is bound; bind it"));
  }
}
