package dev.heddle.configs;

/**
 * Something that a run file picks by a short name and configures in the same section, such as an
 * objective or an architecture. Variants are found through {@link java.util.ServiceLoader}, so a
 * jar on the class path can add its own.
 *
 * @param <S> the record that holds the variant's own keys
 */
public interface Variant<S extends Record> {
  /** The short name that run files use, unique among its kind. */
  String name();

  /** The record into which the other keys of the section are bound. */
  Class<S> settingsType();
}
