package dev.heddle.configs.internal;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong, so that the user hears of everything at once. */
public final class Problems {
  private final String runFile;
  private final List<Problem> found = new ArrayList<>();

  /**
   * Starts with no problem.
   *
   * @param runFile as the user named it
   */
  public Problems(String runFile) {
    this.runFile = runFile;
  }

  /** The problems so far, to be continued apart from these. */
  public Problems copy() {
    Problems copy = new Problems(runFile);
    copy.found.addAll(found);
    return copy;
  }

  void add(Place place, String key, String shown, String allowed) {
    add(place, key, shown, allowed, Optional.empty());
  }

  void add(Place place, String key, String shown, String allowed, Optional<String> nearest) {
    found.add(new Problem(place.file(), place.line(), key, shown, allowed, nearest));
  }

  /**
   * Ends here unless all is well.
   *
   * @throws ConfigException with the run file's problems by line, then its base's, then the command
   *     line's
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      Comparator<Problem> order =
          Comparator.comparingInt(this::rank).thenComparingInt(Problems::lineOrLast);
      throw new ConfigException(runFile, found.stream().sorted(order).distinct().toList());
    }
  }

  private int rank(Problem problem) {
    if (problem.file().equals(runFile)) {
      return 0;
    }
    return problem.file().equals(Problem.COMMAND_LINE) ? 2 : 1;
  }

  private static int lineOrLast(Problem problem) {
    return problem.line() == 0 ? Integer.MAX_VALUE : problem.line();
  }
}
