package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment references in values: {@code ${NAME}}, {@code ${NAME:-default}}, and <code>$${</code>
 * for a literal <code>${</code>.
 */
final class References {
  private static final Pattern MARK =
      Pattern.compile(
          "(?<escape>\\$\\$\\{)"
              + "|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^{}]*))?}"
              + "|(?<broken>\\$\\{)");
  private static final Pattern ONE_REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  private final Map<String, String> environment;

  References(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  static boolean isIn(String text) {
    Matcher marks = MARK.matcher(text);
    while (marks.find()) {
      if (marks.group("name") != null) {
        return true;
      }
    }
    return false;
  }

  /** Nothing but one reference without a default: safe to write where a secret would stand. */
  static boolean isAlone(String text) {
    return ONE_REFERENCE.matcher(text).matches();
  }

  /** Text that resolves to the given text. */
  static String escaped(String text) {
    return text.replace("${", "$${");
  }

  /** Null as written, or through the variable that a plain value refers to. */
  boolean isNull(Entry entry) {
    try {
      return entry instanceof Scalar scalar
          && scalar.plain()
          && YamlText.isNull(resolve(scalar.text()));
    } catch (Unfit e) {
      return false;
    }
  }

  String resolve(String text) throws Unfit {
    StringBuilder resolved = new StringBuilder();
    Matcher marks = MARK.matcher(text);
    while (marks.find()) {
      marks.appendReplacement(resolved, Matcher.quoteReplacement(value(marks)));
    }
    return marks.appendTail(resolved).toString();
  }

  private String value(Matcher mark) throws Unfit {
    if (mark.group("escape") != null) {
      return "${";
    }
    String name = mark.group("name");
    if (name == null) {
      throw new Unfit("write ${NAME} or ${NAME:-default}, or $${ for a literal ${");
    }
    String value = environment.getOrDefault(name, mark.group("default"));
    if (value == null) {
      throw new Unfit(
          "environment variable %s is not set; set it, or write ${%s:-default}"
              .formatted(name, name));
    }
    return value;
  }
}
