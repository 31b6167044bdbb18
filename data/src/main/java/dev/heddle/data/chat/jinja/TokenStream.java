package dev.heddle.data.chat.jinja;

import dev.heddle.data.chat.jinja.Token.Kind;
import java.util.List;

/** The tokens of a template and how far they have been read. */
final class TokenStream {

  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = current();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean skipOperator(String operator) {
    return skipIf(current().isOperator(operator));
  }

  boolean skipName(String name) {
    return skipIf(current().isName(name));
  }

  private boolean skipIf(boolean isWanted) {
    if (isWanted) {
      take();
    }
    return isWanted;
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected(operator);
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected(name);
    }
  }

  Token expect(Kind kind, String what) {
    if (!current().is(kind)) {
      throw unexpected(what);
    }
    return take();
  }

  String name() {
    return expect(Kind.NAME, "a name").text();
  }

  TemplateException unexpected(String wanted) {
    Token found = current();
    String seen = found.text().isEmpty() ? "the end of the tag" : found.text();
    return TemplateException.at(found.line(), "%s stands where %s must".formatted(seen, wanted));
  }
}
