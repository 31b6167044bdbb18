package dev.heddle.configs.internal;

import dev.heddle.configs.Choice;
import dev.heddle.configs.Variant;
import dev.heddle.configs.internal.Entry.Scalar;
import dev.heddle.configs.internal.Entry.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds sections whose discriminator names one of several variants. */
final class ChoiceBinder {
  /** Names no variant: an optional choice that is not made. */
  private static final String NONE = "none";

  private final Binding binding;
  private final RecordBinder records;
  private final ValueBinder values;

  /** A section to choose from, with its discriminator's dotted key. */
  private record Site(Key key, String name, Section section, Variants variants) {
    String discriminator() {
      return Names.join(name, key.discriminator());
    }

    boolean isOptional() {
      return Types.isOptional(key.type());
    }

    Section withoutType() {
      return section.without(key.discriminator());
    }
  }

  ChoiceBinder(Binding binding, RecordBinder records, ValueBinder values) {
    this.binding = binding;
    this.records = records;
    this.values = values;
  }

  /** The choice, in an {@code Optional} where the component asks for one. */
  Optional<Object> bind(Key key, Entry entry, String name) {
    Variants variants = new Variants(Types.raw(Types.argument(key.valueType(), 0)));
    if (entry instanceof Section section) {
      return bind(new Site(key, name, section, variants));
    }
    String rule = "must be a section with key %s, which %s";
    binding
        .problems()
        .add(
            entry.place(),
            name,
            YamlText.shown(name, entry),
            rule.formatted(key.discriminator(), variants.rule()));
    return Optional.empty();
  }

  private Optional<Object> bind(Site site) {
    Entry type = site.section().entries().get(site.key().discriminator());
    if (type == null || type.isNull()) {
      refuseMissingType(site);
      return Optional.empty();
    }
    return values
        .bind(String.class, type, site.discriminator())
        .flatMap(typeName -> choose(site, (Scalar) type, (String) typeName));
  }

  /** Blames a misspelt discriminator if there seems to be one. */
  private void refuseMissingType(Site site) {
    String type = site.key().discriminator();
    Optional<String> misspelt = Nearest.of(type, site.withoutType().entries().keySet());
    if (misspelt.isPresent()) {
      Entry entry = site.section().entries().get(misspelt.get());
      String key = Names.join(site.name(), misspelt.get());
      String rule = "unknown key of " + site.name();
      Optional<String> meant = Optional.of(site.discriminator());
      binding.problems().add(entry.place(), key, YamlText.shown(key, entry), rule, meant);
    } else {
      String rule = "required; " + site.variants().rule();
      binding.problems().add(site.section().place(), site.discriminator(), "", rule);
    }
  }

  private Optional<Object> choose(Site site, Scalar type, String typeName) {
    Optional<Variant<?>> variant = site.variants().find(typeName);
    if (variant.isPresent()) {
      Optional<Object> choice = settings(site, type, variant.get());
      return site.isOptional() ? choice.map(Optional::of) : choice;
    }
    if (site.isOptional() && typeName.equals(NONE)) {
      site.withoutType().entries().forEach((key, entry) -> warnLeftOut(site, typeName, key, entry));
      return Optional.of(Optional.empty());
    }
    Optional<String> nearest = Nearest.of(typeName, site.variants().names());
    String shown = YamlText.shown(site.discriminator(), type);
    binding
        .problems()
        .add(type.place(), site.discriminator(), shown, site.variants().rule(), nearest);
    return Optional.empty();
  }

  private Optional<Object> settings(Site site, Scalar type, Variant<?> variant) {
    String kind = " with %s=%s".formatted(site.key().discriminator(), variant.name());
    Section own = withoutLeftovers(site, type, variant);
    return records
        .record(variant.settingsType(), own, site.name(), kind)
        .map(settings -> new Choice<>(variant, (Record) settings));
  }

  /** Drops the keys of a variant that a stronger layer has replaced by another. */
  private Section withoutLeftovers(Site site, Scalar type, Variant<?> variant) {
    Map<String, Entry> own = new LinkedHashMap<>();
    site.withoutType()
        .entries()
        .forEach(
            (key, entry) -> {
              boolean weaker = entry.place().layer() < type.place().layer();
              if (weaker && !knows(variant, key) && knewBefore(site, type, key)) {
                warnLeftOut(site, variant.name(), key, entry);
              } else {
                own.put(key, entry);
              }
            });
    return new Section(site.section().place(), own);
  }

  private static boolean knewBefore(Site site, Scalar type, String key) {
    Optional<Scalar> before = type.shadowed();
    return before
            .flatMap(b -> site.variants().find(b.text()))
            .filter(v -> knows(v, key))
            .isPresent()
        || before.filter(b -> knewBefore(site, b, key)).isPresent();
  }

  private static boolean knows(Variant<?> variant, String name) {
    List<Key> keys = Key.of(variant.settingsType());
    return keys.stream().anyMatch(key -> key.isNamed(name));
  }

  private void warnLeftOut(Site site, String typeName, String key, Entry entry) {
    if (entry.place().layer() > Place.DEFAULT) {
      binding.warn(
          entry.place(),
          "%s is left out; %s=%s has no such key"
              .formatted(Names.join(site.name(), key), site.discriminator(), typeName));
    }
  }
}
