package dev.heddle.configs.internal;

import dev.heddle.configs.Choice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a bound record as a run file: every key, in the order of the records. */
final class ResolvedYaml {
  private static final String INDENT = "  ";

  private final Optional<Binding> binding;
  private final StringBuilder text = new StringBuilder();

  private ResolvedYaml(Optional<Binding> binding) {
    this.binding = binding;
  }

  /** For people: values from the environment as references, secrets masked. */
  static String write(Record bound, Binding binding) {
    return write(bound, Optional.of(binding));
  }

  /** For other processes of the same run: every value in the open. */
  static String writeOpenly(Record bound) {
    return write(bound, Optional.empty());
  }

  private static String write(Record bound, Optional<Binding> binding) {
    ResolvedYaml yaml = new ResolvedYaml(binding);
    yaml.keys(bound, "", "");
    return yaml.text.isEmpty() ? "{}\n" : yaml.text.toString();
  }

  private void keys(Record record, String section, String indent) {
    for (Key key : Key.of(record.getClass())) {
      Object value = key.valueIn(record);
      Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (!key.isInline()) {
        key(key, present, Names.join(section, key.name()), indent);
      } else if (present instanceof Choice<?> choice) {
        choice(key, choice, section, indent);
      }
    }
  }

  private void choice(Key key, Choice<?> choice, String section, String indent) {
    line(indent, key.discriminator(), YamlText.text(choice.variant().name()));
    keys(choice.settings(), section, indent);
  }

  private void key(Key key, Object value, String name, String indent) {
    if (value instanceof Choice<?> choice) {
      open(key.name(), indent);
      choice(key, choice, name, indent + INDENT);
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      open(key.name(), indent);
      map.forEach((inner, item) -> entry((String) inner, item, name, indent + INDENT));
    } else if (isSection(value)) {
      open(key.name(), indent);
      keys((Record) value, name, indent + INDENT);
    } else {
      line(indent, key.name(), value(value, name));
    }
  }

  private void entry(String key, Object value, String section, String indent) {
    line(indent, YamlText.text(key), value(value, Names.join(section, key)));
  }

  /** A section stands apart from what precedes it, at the top level. */
  private void open(String key, String indent) {
    text.append(indent.isEmpty() && !text.isEmpty() ? "\n" : "");
    text.append(indent).append(key).append(":\n");
  }

  private void line(String indent, String key, String value) {
    text.append(indent).append(key).append(": ").append(value).append('\n');
  }

  /** A value within its line. */
  private String value(Object value, String name) {
    if (value instanceof List<?> list) {
      return items(list, name);
    }
    if (value instanceof Map<?, ?>) {
      return "{}";
    }
    if (isSection(value)) {
      return inline((Record) value, name);
    }
    return value == null ? "null" : scalar(value, name);
  }

  private String items(List<?> list, String name) {
    StringBuilder items = new StringBuilder("[");
    for (int i = 0; i < list.size(); i++) {
      items.append(i == 0 ? "" : ", ").append(value(list.get(i), name + "[" + i + "]"));
    }
    return items.append(']').toString();
  }

  private String inline(Record record, String name) {
    return Key.of(record.getClass()).stream()
        .map(
            key -> {
              Object value = key.valueIn(record);
              Object present = value instanceof Optional<?> o ? o.orElse(null) : value;
              return key.name() + ": " + value(present, Names.join(name, key.name()));
            })
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String scalar(Object value, String name) {
    Optional<String> written = binding.flatMap(from -> from.written(name, value));
    if (isOpen(value)) {
      return plain(value, written);
    }
    if (binding.isPresent() && Secrets.isSecret(name) && !value.toString().isEmpty()) {
      return YamlText.quoted(written.filter(References::isAlone).orElse(Secrets.MASK));
    }
    return written.map(YamlText::quoted).orElseGet(() -> text(value));
  }

  /** Numbers, booleans and enums are no secrets, whatever their key's name. */
  private static boolean isOpen(Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
  }

  private static String plain(Object value, Optional<String> written) {
    return written
        .map(YamlText::quoted)
        .orElseGet(
            () -> {
              if (value instanceof Double number) {
                return Names.decimal(number);
              }
              return value instanceof Enum<?> constant
                  ? ScalarTypes.name(constant)
                  : value.toString();
            });
  }

  private static String text(Object value) {
    String escaped = References.escaped(value.toString());
    return value instanceof String ? YamlText.text(escaped) : YamlText.word(escaped);
  }

  private static boolean isSection(Object value) {
    return value instanceof Record && Types.isRecord(value.getClass());
  }
}
