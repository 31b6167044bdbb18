package dev.heddle.data.source;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths: {@code *} and {@code ?} stay within a folder, {@code **}{@code /} stands for
 * any folders or none, {@code [a-z]} for one character of a range, {@code {a,b}} for either.
 */
final class Glob {

  private static final String PLAIN_IN_REGEX = "\\.^$|+()";

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int braces;

  private Glob(String glob) {
    this.glob = glob;
  }

  /**
   * The glob as a regular expression for whole paths.
   *
   * @throws CorpusException if a bracket is not closed
   */
  static Pattern compile(String glob) {
    try {
      return Pattern.compile(new Glob(glob).translate());
    } catch (PatternSyntaxException malformed) {
      throw new CorpusException(
          "Cannot use glob: \"%s\"; %s; known are * ? ** [a-z] {a,b}"
              .formatted(glob, malformed.getDescription()),
          malformed);
    }
  }

  static List<Pattern> compileAll(List<String> globs) {
    return globs.stream().map(Glob::compile).toList();
  }

  private String translate() {
    int at = 0;
    while (at < glob.length()) {
      at += glob.startsWith("**", at) ? folders(at) : character(glob.charAt(at));
    }
    return regex.toString();
  }

  /** Returns how many characters of the glob it took. */
  private int folders(int at) {
    boolean beforeSlash = glob.startsWith("**/", at);
    regex.append(beforeSlash ? "(?:.*/)?" : ".*");
    return beforeSlash ? 3 : 2;
  }

  private int character(char character) {
    switch (character) {
      case '*' -> regex.append("[^/]*");
      case '?' -> regex.append("[^/]");
      case '{' -> open();
      case '}' -> close();
      case ',' -> regex.append(braces > 0 ? "|" : ",");
      default -> literal(character);
    }
    return 1;
  }

  private void open() {
    braces++;
    regex.append("(?:");
  }

  private void close() {
    braces--;
    regex.append(")");
  }

  private void literal(char character) {
    if (PLAIN_IN_REGEX.indexOf(character) >= 0) {
      regex.append('\\');
    }
    regex.append(character);
  }
}
