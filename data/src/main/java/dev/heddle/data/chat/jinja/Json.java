package dev.heddle.data.chat.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as JSON, laid out as Python's {@code json.dumps} does with {@code ensure_ascii=False},
 * which is what transformers puts behind {@code tojson}.
 */
final class Json {

  private final StringBuilder text = new StringBuilder();
  private final String indent;
  private final String comma;
  private final String colon;
  private final boolean isSorted;

  private Json(Arguments arguments) {
    Object width = arguments.orElse(2, "indent", null);
    this.indent =
        width == null
            ? null
            : width instanceof String given
                ? given
                : " ".repeat((int) Values.requireInteger(width));
    Object separators = arguments.orElse(3, "separators", null);
    List<Object> given =
        separators == null ? List.of(indent == null ? ", " : ",", ": ") : Values.items(separators);
    this.comma = Values.requireText(given.get(0));
    this.colon = Values.requireText(given.get(1));
    this.isSorted = Values.isTrue(arguments.orElse(4, "sort_keys", false));
  }

  /** The arguments of the filter: value, ensure_ascii, indent, separators, sort_keys. */
  static String of(Arguments arguments) {
    if (Values.isTrue(arguments.orElse(1, "ensure_ascii", false))) {
      throw new TemplateException("tojson(ensure_ascii=true) is not computed");
    }
    Json json = new Json(arguments);
    json.write(arguments.required(0, "value"), 1);
    return json.text.toString();
  }

  private void write(Object value, int depth) {
    if (value == null) {
      text.append("null");
    } else if (value instanceof Boolean || value instanceof Long) {
      text.append(value);
    } else if (value instanceof Double number) {
      text.append(Values.decimal(number));
    } else if (value instanceof String string) {
      quote(string);
    } else if (value instanceof List<?> items) {
      list(items, depth);
    } else if (value instanceof Map<?, ?> map) {
      mapping(isSorted ? new TreeMap<>(map) : map, depth);
    } else {
      throw new TemplateException("a %s has no JSON".formatted(Values.kind(value)));
    }
  }

  private void list(List<?> items, int depth) {
    text.append('[');
    Iterator<?> rest = items.iterator();
    while (rest.hasNext()) {
      newLine(depth);
      write(rest.next(), depth + 1);
      text.append(rest.hasNext() ? comma : "");
    }
    end(items.isEmpty(), depth, ']');
  }

  private void mapping(Map<?, ?> map, int depth) {
    text.append('{');
    Iterator<? extends Map.Entry<?, ?>> rest = map.entrySet().iterator();
    while (rest.hasNext()) {
      Map.Entry<?, ?> entry = rest.next();
      newLine(depth);
      quote(Values.requireText(entry.getKey()));
      text.append(colon);
      write(entry.getValue(), depth + 1);
      text.append(rest.hasNext() ? comma : "");
    }
    end(map.isEmpty(), depth, '}');
  }

  private void end(boolean isEmpty, int depth, char bracket) {
    if (!isEmpty) {
      newLine(depth - 1);
    }
    text.append(bracket);
  }

  private void newLine(int depth) {
    if (indent != null) {
      text.append('\n').append(indent.repeat(depth));
    }
  }

  private void quote(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char next = string.charAt(i);
      switch (next) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default ->
            text.append(next < 0x20 ? "\\u%04x".formatted((int) next) : String.valueOf(next));
      }
    }
    text.append('"');
  }
}
