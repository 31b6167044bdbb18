package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import dev.heddle.configs.internal.Entry.Section;
import dev.heddle.configs.internal.Entry.Sequence;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds single values, lists and maps; an empty result means that a problem was noted. */
final class ValueBinder {
  private final Binding binding;
  private final RecordBinder records;

  ValueBinder(Binding binding, RecordBinder records) {
    this.binding = binding;
    this.records = records;
  }

  Optional<Object> bind(Type type, Entry entry, String key) {
    Class<?> raw = Types.raw(type);
    if (raw == List.class) {
      return list(Types.argument(type, 0), entry, key);
    }
    if (raw == Map.class) {
      return map(Types.argument(type, 1), entry, key);
    }
    if (Types.isRecord(type)) {
      return records.section(raw, entry, key);
    }
    if (entry instanceof Scalar scalar) {
      return scalar(raw, scalar, key);
    }
    return refuse(entry, key, ScalarTypes.rule(raw));
  }

  /** A single value where a list is asked for is a list of one. */
  private Optional<Object> list(Type itemType, Entry entry, String key) {
    if (entry instanceof Section && !Types.isRecord(itemType)) {
      return refuse(entry, key, "must be a list: [a, b]");
    }
    List<Entry> items = entry instanceof Sequence all ? all.items() : List.of(entry);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      bind(itemType, items.get(i), key + "[" + i + "]").ifPresent(values::add);
    }
    return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  private Optional<Object> map(Type valueType, Entry entry, String key) {
    if (!(entry instanceof Section section)) {
      return refuse(entry, key, "must be a section of keys and values");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    flatten("", section, entries);
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach(
        (name, inner) ->
            bind(valueType, inner, key + "." + name).ifPresent(value -> values.put(name, value)));
    return values.size() == entries.size()
        ? Optional.of(Collections.unmodifiableMap(values))
        : Optional.empty();
  }

  /** {@code a: {b: 1}} and {@code a.b: 1} are the same key, of which the stronger one counts. */
  private void flatten(String prefix, Section section, Map<String, Entry> into) {
    section
        .entries()
        .forEach(
            (name, entry) -> {
              String whole = Names.join(prefix, name);
              if (entry instanceof Section inner) {
                flatten(whole, inner, into);
              } else if (!binding.references().isNull(entry)) {
                into.merge(whole, entry, ValueBinder::stronger);
              }
            });
  }

  private static Entry stronger(Entry one, Entry other) {
    return other.place().layer() >= one.place().layer() ? other : one;
  }

  /** A single value with its references resolved. */
  Optional<Object> scalar(Class<?> type, Scalar scalar, String key) {
    String text = scalar.text();
    try {
      text = binding.references().resolve(scalar.text());
      refuseMask(text, key);
      if (binding.references().isNull(scalar)) {
        throw new Unfit(ScalarTypes.rule(type) + ", not null");
      }
      boolean unquoted = scalar.plain() || References.isIn(scalar.text());
      Object value = ScalarTypes.parse(type, text, unquoted);
      binding.remember(key, scalar, value);
      return Optional.of(value);
    } catch (Unfit e) {
      boolean hidden = Secrets.isSecret(key) || References.isIn(scalar.text());
      String rule = hidden ? withoutValue(e.getMessage(), type, text) : e.getMessage();
      Optional<String> nearest = hidden ? Optional.empty() : e.nearest();
      binding.problems().add(scalar.place(), key, YamlText.shown(key, scalar), rule, nearest);
      return Optional.empty();
    }
  }

  /** The rule of a value class may repeat the value, which must not be shown. */
  private static String withoutValue(String rule, Class<?> type, String value) {
    boolean own = Types.parser(type).isPresent() && !value.isEmpty();
    return own ? rule.replace(value, Secrets.MASK) : rule;
  }

  private static void refuseMask(String text, String key) throws Unfit {
    if (text.equals(Secrets.MASK) && Secrets.isSecret(key)) {
      throw new Unfit("stands for a secret that was not written; give it as ${NAME}");
    }
  }

  private Optional<Object> refuse(Entry entry, String key, String rule) {
    binding.problems().add(entry.place(), key, YamlText.shown(key, entry), rule);
    return Optional.empty();
  }
}
