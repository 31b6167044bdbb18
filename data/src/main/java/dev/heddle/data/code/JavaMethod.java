package dev.heddle.data.code;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method of a Java source.
 *
 * @param name of the method
 * @param signature as declared, without modifiers and annotations: {@code List<T> sorted(List<T>
 *     items)}
 * @param line of the name, from 1
 * @param description what the documentation comment says in plain text, paragraphs on lines of
 *     their own; without its block tags; empty if there is no comment
 * @param code the declaration with its annotations and its body, without the documentation comment,
 *     moved to the left margin
 * @param kind what its body amounts to
 */
public record JavaMethod(
    String name, String signature, int line, String description, String code, Kind kind) {

  /** What a method amounts to. */
  public enum Kind {
    /** It has a body that does something. */
    ORDINARY,
    /** All it does is to read or to set a field, or to give a constant. */
    ACCESSOR,
    /** It has no body: an interface declares it, or it is abstract or native. */
    DECLARATION
  }

  private static final int LEAST_WORDS = 3;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

  /** What stands for a name that is taken out: an identifier that says nothing. */
  private static final String MASK = "_";

  /** The description up to its first full stop, as the javadoc tool summarises. */
  public String firstSentence() {
    return Sentences.first(description);
  }

  /** Whether there is code to learn from and a sentence of three words at least that tells it. */
  public boolean isInstructive() {
    return kind == Kind.ORDINARY && words(firstSentence()) >= LEAST_WORDS;
  }

  /**
   * The same with {@code _} for its own name wherever signature and code have it: the name tells
   * much of what the description says.
   */
  public JavaMethod masked() {
    Pattern own = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    return new JavaMethod(
        name,
        own.matcher(signature).replaceAll(MASK),
        line,
        description,
        own.matcher(code).replaceAll(MASK),
        kind);
  }

  private static int words(String text) {
    int words = 0;
    for (Matcher word = WORD.matcher(text); word.find(); ) {
      words++;
    }
    return words;
  }
}
