package dev.heddle.data.chat.jinja;

import java.time.Clock;
import java.util.Map;

/**
 * A template that has been read. Safe to share between threads.
 *
 * <p>Values are null, {@code Boolean}, {@code Long}, {@code Double}, {@code String}, and {@code
 * List} and {@code Map} of these, maps with text keys.
 */
public final class Template {

  private final Statement statement;
  private final boolean hasGeneration;
  private final Map<String, Object> globals;

  private Template(Statement statement, boolean hasGeneration, Clock clock) {
    this.statement = statement;
    this.hasGeneration = hasGeneration;
    this.globals = Globals.of(clock);
  }

  /**
   * Reads a template; {@code strftime_now} tells the time in Greenwich.
   *
   * @throws TemplateException if it is wrong or uses what is not computed, with the line
   */
  public static Template parse(String text) {
    return parse(text, Clock.systemUTC());
  }

  /** The same with a clock of one's own. */
  public static Template parse(String text, Clock clock) {
    StatementParser parser = new StatementParser(new TokenStream(Lexer.tokens(text)));
    Statement statement = parser.template();
    return new Template(statement, parser.hasGeneration(), clock);
  }

  /** Whether the template marks what an assistant writes by {@code generation} blocks. */
  public boolean hasGeneration() {
    return hasGeneration;
  }

  /**
   * Renders the template.
   *
   * @throws TemplateException if the template refuses the values or they do not fit it
   */
  public Rendering render(Map<String, ?> values) {
    Output output = Output.whole();
    try {
      statement.run(Scope.of(globals).inner(values), output);
    } catch (StackOverflowError endless) {
      throw new TemplateException("macros call each other without end");
    }
    return new Rendering(output.text(), output.generated());
  }
}
