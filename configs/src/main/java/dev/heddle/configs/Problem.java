package dev.heddle.configs;

import java.util.Optional;

/**
 * One thing wrong with a run file, ready to be shown: values of secret keys and of environment
 * references are not in it.
 *
 * @param file the run file or its base as the user named it, or {@link #COMMAND_LINE}
 * @param line counted from 1; 0 where no single line is to blame
 * @param key dotted, as {@code trainer.learning_rate}; empty where the file as a whole is wrong
 * @param found the value as it was written; empty where there is none
 * @param allowed the rule or the choices
 * @param nearest the known key or choice that was probably meant
 */
public record Problem(
    String file, int line, String key, String found, String allowed, Optional<String> nearest) {

  /** Stands for a file in problems with {@code key=value} arguments. */
  public static final String COMMAND_LINE = "command line";

  /** One line: {@code run.yaml:12: trainer.max_steps=ten; must be an integer}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ").append(key);
    if (!found.isEmpty()) {
      text.append(key.isEmpty() ? "" : "=").append(found);
    }
    text.append(key.isEmpty() && found.isEmpty() ? "" : "; ").append(allowed);
    nearest.ifPresent(name -> text.append("; did you mean ").append(name).append('?'));
    return text.toString();
  }
}
