package dev.heddle.configs.internal;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Default;
import dev.heddle.configs.Discriminator;
import dev.heddle.configs.Inline;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One key of a section: a record's component as run files see it.
 *
 * @param name in snake_case
 * @param aliases foreign names of the same key
 * @param defaultText the default as it would be written
 * @param discriminator the key that names the variant, when the component is a choice
 * @param isInline whether the choice's keys stand beside this one's
 */
record Key(
    String name,
    List<String> aliases,
    Type type,
    Optional<String> defaultText,
    String discriminator,
    boolean isInline,
    RecordComponent component) {

  static List<Key> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(Key::of).toList();
  }

  private static Key of(RecordComponent component) {
    Alias alias = component.getAnnotation(Alias.class);
    Default absent = component.getAnnotation(Default.class);
    Discriminator discriminator = component.getAnnotation(Discriminator.class);
    return new Key(
        Names.snakeCase(component.getName()),
        alias == null ? List.of() : List.of(alias.value()),
        component.getGenericType(),
        Optional.ofNullable(absent).map(Default::value),
        discriminator == null ? "type" : discriminator.value(),
        component.isAnnotationPresent(Inline.class),
        component);
  }

  /** The key that names the variant, as a key of the section that an inline choice stands in. */
  Key ofDiscriminator() {
    return new Key(discriminator, List.of(), String.class, Optional.empty(), "", false, component);
  }

  /** The type that a value has once it is there: {@code T} of an {@code Optional<T>}. */
  Type valueType() {
    return Types.isOptional(type) ? Types.argument(type, 0) : type;
  }

  boolean isSection() {
    return Types.isChoice(valueType()) || Types.isRecord(valueType());
  }

  boolean isNamed(String text) {
    return name.equals(text) || aliases.contains(text);
  }

  /** The component's value in an instance of its record. */
  Object valueIn(Record owner) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
