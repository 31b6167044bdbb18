package dev.heddle.peft;

import dev.heddle.configs.Choice;
import dev.heddle.storage.Storage;
import java.util.List;
import java.util.ServiceLoader;

/** The methods on the class path. */
public final class Methods {
  private Methods() {}

  /** All of them. */
  public static List<MethodProvider<?>> all() {
    return ServiceLoader.load(MethodProvider.class).stream()
        .<MethodProvider<?>>map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The method that a run file asks for. */
  @SuppressWarnings("unchecked") // a Choice holds settings of its variant's type
  public static <S extends Record> Method create(
      Choice<MethodProvider<?>> choice, Storage storage) {
    return ((MethodProvider<S>) choice.variant()).create((S) choice.settings(), storage);
  }

  /**
   * The method of folders with this {@code peft_type}.
   *
   * @throws AdapterException with the choices, when there is none
   */
  static MethodProvider<?> ofPeftType(String type) {
    List<MethodProvider<?>> all = all();
    return all.stream()
        .filter(provider -> provider.peftType().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new AdapterException(
                    "Cannot read adapter: peft_type=%s; choices are %s; convert it with the program that made it"
                        .formatted(
                            type,
                            String.join(
                                ", ",
                                all.stream().map(MethodProvider::peftType).sorted().toList()))));
  }
}
