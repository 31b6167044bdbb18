package dev.heddle.data.chat.jinja;

/**
 * Something with a value: null for none, {@code Boolean}, {@code Long}, {@code Double}, {@code
 * String}, {@code List}, {@code Map} with text keys, {@link Callable}, {@link Namespace}, {@link
 * Loop} or {@link Undefined}.
 */
@FunctionalInterface
interface Expression {
  Object value(Scope scope);
}
