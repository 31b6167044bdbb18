package dev.heddle.data.chat.jinja;

import dev.heddle.data.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions by Jinja2's grammar, operators binding as there. */
final class ExpressionParser {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> ENDS_TEST = Set.of("else", "or", "and", "is", "if", "not", "in");

  private final TokenStream tokens;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** An expression, or several between commas, which are a list then. */
  Expression expressions() {
    Expression first = expression();
    return tokens.current().isOperator(",") ? listAfter(first) : first;
  }

  private Expression listAfter(Expression first) {
    List<Expression> items = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",") && startsExpression()) {
      items.add(expression());
    }
    return list(items);
  }

  private boolean startsExpression() {
    Token token = tokens.current();
    boolean closes = token.is(Kind.TAG_END) || token.is(Kind.OUTPUT_END);
    return !closes && !token.isOperator(")") && !token.isOperator("]") && !token.isOperator("=");
  }

  Expression expression() {
    Expression value = disjunction();
    while (tokens.skipName("if")) {
      value = conditional(value, disjunction());
    }
    return value;
  }

  /** For the items of a loop, behind which an {@code if} is the loop's own. */
  Expression withoutCondition() {
    Expression first = disjunction();
    return tokens.current().isOperator(",") ? listAfter(first) : first;
  }

  private Expression conditional(Expression value, Expression condition) {
    Expression other =
        tokens.skipName("else") ? expression() : scope -> new Undefined("value without else");
    return scope -> Values.isTrue(condition.value(scope)) ? value.value(scope) : other.value(scope);
  }

  private Expression disjunction() {
    Expression left = conjunction();
    while (tokens.skipName("or")) {
      Expression one = left;
      Expression other = conjunction();
      left =
          scope -> {
            Object value = one.value(scope);
            return Values.isTrue(value) ? value : other.value(scope);
          };
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (tokens.skipName("and")) {
      Expression one = left;
      Expression other = negation();
      left =
          scope -> {
            Object value = one.value(scope);
            return Values.isTrue(value) ? other.value(scope) : value;
          };
    }
    return left;
  }

  private Expression negation() {
    if (tokens.skipName("not")) {
      Expression negated = negation();
      return scope -> !Values.isTrue(negated.value(scope));
    }
    return comparison();
  }

  /** Comparisons may follow each other: {@code 1 < x < 5} is both. */
  private Expression comparison() {
    List<Expression> operands = new ArrayList<>(List.of(sum()));
    List<String> operators = new ArrayList<>();
    for (String operator = comparator(); operator != null; operator = comparator()) {
      operators.add(operator);
      operands.add(sum());
    }
    if (operators.isEmpty()) {
      return operands.get(0);
    }
    return scope -> {
      Object left = operands.get(0).value(scope);
      for (int i = 0; i < operators.size(); i++) {
        Object right = operands.get(i + 1).value(scope);
        if (!Operators.comparison(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    };
  }

  private String comparator() {
    Token token = tokens.current();
    if (token.is(Kind.OPERATOR) && COMPARISONS.contains(token.text())) {
      return tokens.take().text();
    }
    if (tokens.skipName("in")) {
      return "in";
    }
    if (token.isName("not") && tokens.following().isName("in")) {
      tokens.take();
      tokens.take();
      return "not in";
    }
    return null;
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.current().isOperator("+") || tokens.current().isOperator("-")) {
      left = arithmetic(tokens.take().text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = product();
    while (tokens.skipOperator("~")) {
      Expression one = left;
      Expression other = product();
      left = scope -> Values.text(one.value(scope)) + Values.text(other.value(scope));
    }
    return left;
  }

  private Expression product() {
    Expression left = power();
    while (tokens.current().is(Kind.OPERATOR)
        && Set.of("*", "/", "//", "%").contains(tokens.current().text())) {
      left = arithmetic(tokens.take().text(), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary();
    while (tokens.skipOperator("**")) {
      left = arithmetic("**", left, unary());
    }
    return left;
  }

  private static Expression arithmetic(String operator, Expression left, Expression right) {
    return scope -> Operators.arithmetic(operator, left.value(scope), right.value(scope));
  }

  private Expression unary() {
    return filtered(signed());
  }

  private Expression signed() {
    if (tokens.skipOperator("-")) {
      Expression negated = signed();
      return scope -> Operators.negated(negated.value(scope));
    }
    return tokens.skipOperator("+") ? signed() : postfixed(primary());
  }

  private Expression filtered(Expression start) {
    Expression value = start;
    while (true) {
      if (tokens.skipOperator("|")) {
        value = filter(value);
      } else if (tokens.skipName("is")) {
        value = test(value);
      } else if (tokens.current().isOperator("(")) {
        value = call(value);
      } else {
        return value;
      }
    }
  }

  private Expression filter(Expression value) {
    int line = tokens.current().line();
    Callable filter = named(line, tokens.name(), Filters::find);
    ArgumentList arguments = tokens.current().isOperator("(") ? arguments() : ArgumentList.NONE;
    return scope -> filter.call(arguments.values(scope).after(value.value(scope)));
  }

  private Expression test(Expression value) {
    boolean isNegated = tokens.skipName("not");
    int line = tokens.current().line();
    Callable test = named(line, testName(), Predicates::find);
    ArgumentList arguments = testArguments();
    return scope ->
        Values.isTrue(test.call(arguments.values(scope).after(value.value(scope)))) != isNegated;
  }

  private String testName() {
    boolean isSign =
        tokens.current().is(Kind.OPERATOR) && COMPARISONS.contains(tokens.current().text());
    return isSign ? tokens.take().text() : tokens.name();
  }

  /** Between brackets, or one value without them. */
  private ArgumentList testArguments() {
    Token next = tokens.current();
    if (next.isOperator("(")) {
      return arguments();
    }
    boolean isValue =
        (next.is(Kind.NAME) && !ENDS_TEST.contains(next.text()))
            || next.is(Kind.STRING)
            || next.is(Kind.INTEGER)
            || next.is(Kind.FLOAT)
            || next.isOperator("[")
            || next.isOperator("{");
    return isValue ? new ArgumentList(List.of(postfixed(primary())), Map.of()) : ArgumentList.NONE;
  }

  private static Callable named(
      int line, String name, java.util.function.Function<String, Callable> find) {
    try {
      return find.apply(name);
    } catch (TemplateException problem) {
      throw problem.within(line);
    }
  }

  private Expression postfixed(Expression start) {
    Expression value = start;
    while (true) {
      if (tokens.skipOperator(".")) {
        value = attribute(value);
      } else if (tokens.skipOperator("[")) {
        value = subscript(value);
      } else if (tokens.current().isOperator("(")) {
        value = call(value);
      } else {
        return value;
      }
    }
  }

  private Expression attribute(Expression value) {
    if (tokens.current().is(Kind.INTEGER)) {
      long place = Long.parseLong(tokens.take().text());
      return scope -> Access.item(value.value(scope), place);
    }
    String name = tokens.name();
    return scope -> Access.attribute(value.value(scope), name);
  }

  private Expression subscript(Expression value) {
    Expression start = bound();
    if (tokens.skipOperator("]")) {
      return scope -> Access.item(value.value(scope), start.value(scope));
    }
    tokens.expectOperator(":");
    Expression stop = bound();
    Expression step = tokens.skipOperator(":") ? bound() : scope -> null;
    tokens.expectOperator("]");
    return scope ->
        Access.slice(value.value(scope), start.value(scope), stop.value(scope), step.value(scope));
  }

  private Expression bound() {
    boolean isAbsent = tokens.current().isOperator(":") || tokens.current().isOperator("]");
    return isAbsent ? scope -> null : expression();
  }

  private Expression call(Expression value) {
    ArgumentList arguments = arguments();
    return scope -> {
      Object called = value.value(scope);
      if (called instanceof Callable callable) {
        return callable.call(arguments.values(scope));
      }
      throw called instanceof Undefined undefined
          ? undefined.used()
          : new TemplateException("a %s cannot be called".formatted(Values.kind(called)));
    };
  }

  private ArgumentList arguments() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!tokens.skipOperator(")")) {
      if (tokens.current().is(Kind.NAME) && tokens.following().isOperator("=")) {
        String name = tokens.name();
        tokens.take();
        named.put(name, expression());
      } else {
        positional.add(expression());
      }
      if (!tokens.current().isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new ArgumentList(positional, named);
  }

  private Expression primary() {
    Token token = tokens.take();
    return switch (token.kind()) {
      case NAME -> name(token.text());
      case STRING -> string(token.text());
      case INTEGER -> constant(Long.parseLong(token.text().replace("_", "")));
      case FLOAT -> constant(Double.parseDouble(token.text().replace("_", "")));
      case OPERATOR -> bracketed(token);
      default -> throw TemplateException.at(token.line(), "the tag ends where a value must stand");
    };
  }

  private static Expression name(String name) {
    return switch (name) {
      case "true", "True" -> constant(true);
      case "false", "False" -> constant(false);
      case "none", "None" -> constant(null);
      default -> scope -> scope.value(name);
    };
  }

  private static Expression constant(Object value) {
    return scope -> value;
  }

  /** Strings side by side are one. */
  private Expression string(String first) {
    StringBuilder whole = new StringBuilder(first);
    while (tokens.current().is(Kind.STRING)) {
      whole.append(tokens.take().text());
    }
    return constant(whole.toString());
  }

  private Expression bracketed(Token open) {
    return switch (open.text()) {
      case "(" -> parenthesized();
      case "[" -> list(itemsUpTo("]"));
      case "{" -> mapping();
      default ->
          throw TemplateException.at(
              open.line(), "%s stands where a value must".formatted(open.text()));
    };
  }

  private Expression parenthesized() {
    if (tokens.skipOperator(")")) {
      return list(List.of());
    }
    Expression inside = expressions();
    tokens.expectOperator(")");
    return inside;
  }

  private List<Expression> itemsUpTo(String close) {
    List<Expression> items = new ArrayList<>();
    while (!tokens.skipOperator(close)) {
      items.add(expression());
      if (!tokens.current().isOperator(close)) {
        tokens.expectOperator(",");
      }
    }
    return items;
  }

  private static Expression list(List<Expression> items) {
    return scope -> {
      List<Object> values = new ArrayList<>();
      items.forEach(item -> values.add(item.value(scope)));
      return values;
    };
  }

  private Expression mapping() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!tokens.skipOperator("}")) {
      Expression key = expression();
      tokens.expectOperator(":");
      entries.put(key, expression());
      if (!tokens.current().isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return scope -> {
      Map<Object, Object> values = new LinkedHashMap<>();
      entries.forEach((key, value) -> values.put(key(key.value(scope)), value.value(scope)));
      return values;
    };
  }

  private static Object key(Object key) {
    if (key instanceof List || key instanceof Map) {
      throw new TemplateException("a %s cannot be a key".formatted(Values.kind(key)));
    }
    return key;
  }
}
