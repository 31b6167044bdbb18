package dev.heddle.peft.engine;

import dev.heddle.peft.AdapterException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which modules of a model are meant, by PEFT's rules: a list of names, of which one is a module's
 * whole path or its end behind a dot; or a regular expression for the whole path; or all linear
 * layers.
 */
public sealed interface ModulePattern {
  /** What stands for {@link AllLinear}. */
  String ALL_LINEAR = "all-linear";

  /** Whether the pattern itself means the module; limits by layer come on top. */
  boolean matches(String path);

  /** Names of modules, or ends of their paths. */
  record Names(List<String> names) implements ModulePattern {
    public Names {
      names = List.copyOf(names);
    }

    @Override
    public boolean matches(String path) {
      return names.stream().anyMatch(name -> isNamed(path, name));
    }

    /** Whether a name is the module's whole path. */
    boolean isWhole(String path) {
      return names.contains(path);
    }

    private static boolean isNamed(String path, String name) {
      return path.equals(name) || path.endsWith("." + name);
    }
  }

  /** A regular expression that a module's whole path matches. */
  record Expression(String text) implements ModulePattern {
    @Override
    public boolean matches(String path) {
      return Pattern.matches(text, path);
    }
  }

  /** Every linear layer but the head that predicts tokens. */
  record AllLinear() implements ModulePattern {
    @Override
    public boolean matches(String path) {
      return true;
    }
  }

  /**
   * A pattern as a run file writes it. A single entry that no module's name can be, since it has
   * other characters than letters, digits, underscores, hyphens and dots, is a regular expression.
   */
  static ModulePattern of(List<String> entries) {
    if (entries.size() != 1) {
      return new Names(entries);
    }
    String only = entries.get(0);
    return only.matches("[\\w.-]+") && !only.equalsIgnoreCase(ALL_LINEAR)
        ? new Names(entries)
        : ofText(only);
  }

  /** A pattern that a config gives as a single text. */
  static ModulePattern ofText(String text) {
    if (text.equalsIgnoreCase(ALL_LINEAR)) {
      return new AllLinear();
    }
    try {
      Pattern.compile(text);
      return new Expression(text);
    } catch (PatternSyntaxException broken) {
      throw new AdapterException(
          "Cannot choose modules: pattern=%s; it is no regular expression: %s; correct it, or list names"
              .formatted(text, broken.getDescription()),
          broken);
    }
  }
}
