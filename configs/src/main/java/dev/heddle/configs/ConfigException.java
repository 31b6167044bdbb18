package dev.heddle.configs;

import java.util.List;
import java.util.stream.Collectors;

/** A run file that cannot be used, with everything that is wrong with it. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * The message has a header and one line a problem.
   *
   * @param file the run file as the user named it
   */
  public ConfigException(String file, List<Problem> problems) {
    super(message(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String file, List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n", "Cannot use " + file + ": " + count + "\n", ""));
  }
}
