package dev.heddle.configs;

import java.util.Objects;

/**
 * The variant that a section names, and the settings bound from the other keys of that section. Two
 * choices are equal when they name the same variant with equal settings.
 *
 * @param variant what was picked, as {@link java.util.ServiceLoader} found it
 * @param settings an instance of the variant's settings type
 */
public record Choice<P extends Variant<?>>(P variant, Record settings) {
  public Choice {
    Objects.requireNonNull(variant, "variant");
    if (!variant.settingsType().isInstance(settings)) {
      throw new IllegalArgumentException(
          "Cannot choose %s: settings are %s; must be %s"
              .formatted(
                  variant.name(),
                  settings == null ? "null" : settings.getClass().getSimpleName(),
                  variant.settingsType().getSimpleName()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Choice<?> that
        && variant.getClass() == that.variant.getClass()
        && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(variant.getClass(), settings);
  }
}
