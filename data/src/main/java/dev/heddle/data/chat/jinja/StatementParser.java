package dev.heddle.data.chat.jinja;

import dev.heddle.data.chat.jinja.Statement.Flow;
import dev.heddle.data.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the statements of a template. */
final class StatementParser {

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private boolean hasGeneration;

  StatementParser(TokenStream tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  /** All statements of a template. */
  Statement template() {
    Statement body = body(Set.of());
    if (!tokens.current().is(Kind.END)) {
      throw tokens.unexpected("a statement");
    }
    return body;
  }

  /** Whether a {@code generation} block has been read. */
  boolean hasGeneration() {
    return hasGeneration;
  }

  /** Statements up to a tag of one of these names, whose begin has been taken then. */
  private Statement body(Set<String> ends) {
    List<Statement> statements = new ArrayList<>();
    while (!tokens.current().is(Kind.END)) {
      Token token = tokens.take();
      if (token.is(Kind.DATA)) {
        statements.add(text(token.text()));
      } else if (token.is(Kind.OUTPUT_BEGIN)) {
        statements.add(output().at(token.line()));
      } else if (ends.contains(tokens.current().text())) {
        return Statement.all(statements);
      } else {
        statements.add(tag().at(token.line()));
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.unexpected(String.join(" or ", ends.stream().sorted().toList()));
    }
    return Statement.all(statements);
  }

  private static Statement text(String text) {
    return (scope, output) -> {
      output.write(text);
      return Flow.NEXT;
    };
  }

  private Statement output() {
    Expression value = expressions.expressions();
    tokens.expect(Kind.OUTPUT_END, "}}");
    return (scope, output) -> {
      output.write(Values.text(value.value(scope)));
      return Flow.NEXT;
    };
  }

  private Statement tag() {
    Token name = tokens.expect(Kind.NAME, "the name of a tag");
    return switch (name.text()) {
      case "if" -> condition();
      case "for" -> loop();
      case "set" -> assignment();
      case "macro" -> macro();
      case "generation" -> generation();
      case "break" -> jump(Flow.BREAK);
      case "continue" -> jump(Flow.CONTINUE);
      default ->
          throw TemplateException.at(
              name.line(),
              "the tag %s is not computed; there are if, for, set, macro, generation, break, continue and raw"
                  .formatted(name.text()));
    };
  }

  private Statement jump(Flow flow) {
    endTag();
    return (scope, output) -> flow;
  }

  private void endTag() {
    tokens.expect(Kind.TAG_END, "%}");
  }

  /** The name of the closing tag has been seen; it and its end are taken. */
  private void close(String name) {
    tokens.expectName(name);
    endTag();
  }

  private Statement condition() {
    Expression condition = expressions.expressions();
    endTag();
    Statement then = body(Set.of("elif", "else", "endif"));
    Statement otherwise = otherwise();
    return (scope, output) ->
        (Values.isTrue(condition.value(scope)) ? then : otherwise).run(scope, output);
  }

  private Statement otherwise() {
    if (tokens.skipName("elif")) {
      return condition();
    }
    Statement otherwise = Statement.all(List.of());
    if (tokens.skipName("else")) {
      endTag();
      otherwise = body(Set.of("endif"));
    }
    close("endif");
    return otherwise;
  }

  private Statement loop() {
    Target target = target();
    tokens.expectName("in");
    Expression items = expressions.withoutCondition();
    Expression filter = tokens.skipName("if") ? expressions.expression() : scope -> true;
    endTag();
    Statement body = body(Set.of("else", "endfor"));
    Statement otherwise = Statement.all(List.of());
    if (tokens.skipName("else")) {
      endTag();
      otherwise = body(Set.of("endfor"));
    }
    close("endfor");
    return new ForLoop(target, items, filter, body, otherwise);
  }

  private Target target() {
    List<String> names = new ArrayList<>();
    boolean isBracketed = tokens.skipOperator("(");
    do {
      names.add(tokens.name());
    } while (tokens.skipOperator(","));
    if (isBracketed) {
      tokens.expectOperator(")");
    }
    return new Target(names);
  }

  private Statement assignment() {
    if (tokens.following().isOperator(".")) {
      return member();
    }
    Target target = target();
    if (tokens.skipOperator("=")) {
      Expression value = expressions.expressions();
      endTag();
      return (scope, output) -> {
        target.set(scope, value.value(scope));
        return Flow.NEXT;
      };
    }
    endTag();
    Statement body = body(Set.of("endset"));
    close("endset");
    return (scope, output) -> {
      target.set(scope, body.text(scope.inner()));
      return Flow.NEXT;
    };
  }

  private Statement member() {
    String name = tokens.name();
    tokens.take();
    String member = tokens.name();
    tokens.expectOperator("=");
    Expression value = expressions.expressions();
    endTag();
    return (scope, output) -> {
      if (!(scope.value(name) instanceof Namespace namespace)) {
        throw new TemplateException(
            "only members of a namespace can be set, which %s is none".formatted(name));
      }
      namespace.values().put(member, value.value(scope));
      return Flow.NEXT;
    };
  }

  private Statement macro() {
    String name = tokens.name();
    List<Macro.Parameter> parameters = parameters();
    endTag();
    Statement body = body(Set.of("endmacro"));
    close("endmacro");
    return (scope, output) -> {
      scope.set(name, new Macro(name, parameters, body, scope));
      return Flow.NEXT;
    };
  }

  private List<Macro.Parameter> parameters() {
    List<Macro.Parameter> parameters = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      String name = tokens.name();
      Expression standard =
          tokens.skipOperator("=") ? expressions.expression() : scope -> new Undefined(name);
      parameters.add(new Macro.Parameter(name, standard));
      if (!tokens.current().isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return parameters;
  }

  private Statement generation() {
    endTag();
    Statement body = body(Set.of("endgeneration"));
    close("endgeneration");
    hasGeneration = true;
    return (scope, output) -> {
      int start = output.length();
      body.run(scope.inner(), output);
      output.markGenerated(start);
      return Flow.NEXT;
    };
  }
}
