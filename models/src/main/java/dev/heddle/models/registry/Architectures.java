package dev.heddle.models.registry;

import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The architectures on the class path. */
public final class Architectures {
  private Architectures() {}

  /** All of them. */
  public static List<ArchitectureProvider<?>> all() {
    return ServiceLoader.load(ArchitectureProvider.class).stream()
        .<ArchitectureProvider<?>>map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The one that a run file names.
   *
   * @throws IllegalArgumentException with the choices, when there is none
   */
  public static ArchitectureProvider<?> named(String name) {
    return find("architecture", name, ArchitectureProvider::name);
  }

  /**
   * The one that reads configs of a Hugging Face {@code model_type}.
   *
   * @throws IllegalArgumentException with the choices, when there is none
   */
  public static ArchitectureProvider<?> ofModelType(String modelType) {
    return find("model_type", modelType, ArchitectureProvider::modelType);
  }

  private static ArchitectureProvider<?> find(
      String key, String wanted, Function<ArchitectureProvider<?>, String> label) {
    List<ArchitectureProvider<?>> all = all();
    return all.stream()
        .filter(provider -> label.apply(provider).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find an architecture: %s=%s; %s"
                        .formatted(key, wanted, advice(all, wanted, label))));
  }

  private static String advice(
      List<ArchitectureProvider<?>> all,
      String wanted,
      Function<ArchitectureProvider<?>, String> label) {
    return all.stream()
        .map(provider -> provider.advice().get(wanted))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(
            () ->
                "choices are %s; correct the name or add its jar"
                    .formatted(String.join(", ", all.stream().map(label).sorted().toList())));
  }
}
