package dev.heddle.data.chat.jinja;

import java.util.List;

/** Something that writes. */
@FunctionalInterface
interface Statement {

  /** Where to go on behind a statement. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Flow run(Scope scope, Output output);

  /** The statements one after another, up to one that leaves the loop's turn. */
  static Statement all(List<Statement> statements) {
    List<Statement> body = List.copyOf(statements);
    return (scope, output) -> {
      for (Statement statement : body) {
        Flow flow = statement.run(scope, output);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    };
  }

  /** The same, whose problems name the line. */
  default Statement at(int line) {
    return (scope, output) -> {
      try {
        return run(scope, output);
      } catch (TemplateException problem) {
        throw problem.within(line);
      }
    };
  }

  /** What a body writes, as text. */
  default String text(Scope scope) {
    Output inner = Output.nested();
    run(scope, inner);
    return inner.text();
  }
}
