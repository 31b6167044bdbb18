package dev.heddle.configs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run file with what is laid over and under it. Precedence, highest first: the command line, the
 * run file, its {@code base:}, the defaults of the records.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RunFile {
  private RunFile() {}

  /**
   * Reads a run file and its base.
   *
   * @param overrides {@code section.key=value}, the last one wins
   * @param environment the variables that {@code ${NAME}} refers to
   * @throws ConfigException when a file cannot be read as YAML
   */
  public static RunFile load(Path file, List<String> overrides, Map<String, String> environment) {
    throw new UnsupportedOperationException("Cannot load " + file + overrides + environment.size());
  }

  /**
   * Turns the file into a record.
   *
   * @throws ConfigException with every problem of the file, its base and the command line
   */
  public <R extends Record> R bind(Class<R> type) {
    throw new UnsupportedOperationException("Cannot bind " + type);
  }

  /** What was accepted but should be written in another way; complete after {@link #bind}. */
  public List<String> warnings() {
    throw new UnsupportedOperationException("Cannot list warnings");
  }

  /** Every key of a bound record with its value, as a run file that loads to an equal record. */
  public String resolvedYaml(Record bound) {
    throw new UnsupportedOperationException("Cannot write " + bound);
  }
}
