package dev.heddle.configs.internal;

import dev.heddle.configs.Choice;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Optional;

/** Questions about the types of record components. */
final class Types {
  private Types() {}

  /** The class behind a type, without its arguments. */
  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    throw new IllegalStateException("Cannot bind " + type + ": no class stands behind it");
  }

  /** The argument of {@code List<T>}, {@code Optional<T>}, {@code Map<String, T>} … */
  static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[index];
    }
    throw new IllegalStateException("Cannot bind " + type + ": its type arguments are missing");
  }

  static boolean isOptional(Type type) {
    return raw(type) == Optional.class;
  }

  static boolean isChoice(Type type) {
    return raw(type) == Choice.class;
  }

  /** A record that is a section of its own: neither a choice nor a value with a text form. */
  static boolean isRecord(Type type) {
    return raw(type).isRecord() && !isChoice(type) && parser(raw(type)).isEmpty();
  }

  /** The {@code static T parse(String)} of a value class. */
  static Optional<Method> parser(Class<?> type) {
    try {
      Method parse = type.getDeclaredMethod("parse", String.class);
      parse.setAccessible(true);
      boolean fits = Modifier.isStatic(parse.getModifiers()) && parse.getReturnType() == type;
      return fits ? Optional.of(parse) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }
}
