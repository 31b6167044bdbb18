package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.Default;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings records whose components are keys of a Hugging Face config: {@code numHiddenLayers} is
 * {@code num_hidden_layers}. Components are numbers, booleans, enums (by their names in lower
 * case), lists of enums, and optional ones of these; sections are left to whoever knows their keys.
 */
public final class ConfigRecord {
  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

  private ConfigRecord() {}

  /**
   * Reads a record; absent keys have the value of {@link Default}.
   *
   * @param sections values of components that are not read by their type, by the component's name
   * @throws IllegalArgumentException naming the key whose value does not fit
   */
  public static <S extends Record> S read(
      ConfigReader in, Class<S> type, Map<String, ? extends Record> sections) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components)
            .map(
                component ->
                    sections.containsKey(component.getName())
                        ? sections.get(component.getName())
                        : value(in, component))
            .toArray();
    return create(type, components, values);
  }

  private static <S extends Record> S create(
      Class<S> type, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("Cannot create " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot create " + type, e);
    }
  }

  private static Object value(ConfigReader in, RecordComponent component) {
    String key = key(component);
    Default annotation = component.getAnnotation(Default.class);
    String otherwise = annotation == null ? "" : annotation.value();
    if (component.getType() != Optional.class) {
      return value(in, key, component.getGenericType(), otherwise);
    }
    // Null says that there is none, where an absent key asks for the default.
    boolean isThere = in.config().has(key) ? !in.isAbsent(key) : !otherwise.isEmpty();
    Type inner = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return isThere ? Optional.of(value(in, key, inner, otherwise)) : Optional.empty();
  }

  private static Object value(ConfigReader in, String key, Type type, String otherwise) {
    if (type instanceof ParameterizedType list) {
      return constants(in, key, (Class<?>) list.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return constant(in, key, plain, in.text(key, otherwise));
    }
    return switch (plain.getSimpleName()) {
      case "int", "Integer" ->
          in.integer(key, otherwise.isEmpty() ? 0 : Integer.parseInt(otherwise));
      case "double", "Double" ->
          in.number(key, otherwise.isEmpty() ? 0 : Double.parseDouble(otherwise));
      case "boolean", "Boolean" -> in.flag(key, Boolean.parseBoolean(otherwise));
      default ->
          throw new IllegalStateException(
              "Cannot read %s: type=%s; give its value as a section".formatted(key, plain));
    };
  }

  private static List<Object> constants(ConfigReader in, String key, Class<?> type) {
    if (in.isAbsent(key)) {
      return List.of();
    }
    JsonNode values = in.config().path(key);
    in.require(values.isArray(), key, "must be a list");
    return values.valueStream().map(value -> constant(in, key, type, value.asText())).toList();
  }

  private static Object constant(ConfigReader in, String key, Class<?> type, String text) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(ConfigRecord::text).toList();
    int index = names.indexOf(text);
    in.require(index >= 0, key, "Heddle computes " + String.join(", ", names));
    return type.getEnumConstants()[index];
  }

  /** Writes every component but sections; an absent optional one is null. */
  public static void write(ObjectNode out, Record settings) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      if (!component.getType().isRecord()) {
        put(out, key(component), accessed(component, settings));
      }
    }
  }

  /** Writes every component that is there. */
  public static void writePresent(ObjectNode out, Record settings) {
    write(out, settings);
    out.properties().removeIf(entry -> entry.getValue().isNull());
  }

  private static void put(ObjectNode out, String key, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(present -> put(out, key, present), () -> out.putNull(key));
    } else if (value instanceof List<?> list) {
      ArrayNode array = out.putArray(key);
      list.forEach(element -> array.add(text(element)));
    } else if (value instanceof Enum<?>) {
      out.put(key, text(value));
    } else if (value instanceof Boolean flag) {
      out.put(key, flag);
    } else if (value instanceof Integer number) {
      out.put(key, number);
    } else {
      out.put(key, (Double) value);
    }
  }

  private static String text(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static Object accessed(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot write " + component, e);
    }
  }

  private static String key(RecordComponent component) {
    return SNAKE_CASE.translate(component.getName());
  }
}
