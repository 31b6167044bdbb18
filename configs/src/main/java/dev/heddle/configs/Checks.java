package dev.heddle.configs;

import dev.heddle.configs.InvalidSettings.Refusal;
import dev.heddle.configs.internal.Names;
import dev.heddle.configs.internal.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules of a settings record, checked together in its compact constructor:
 *
 * <pre>{@code
 * Checks.of(InfoNceSettings.class)
 *     .require(temperature > 0, "temperature", temperature, "must be above 0")
 *     .inRange("dropout", dropout, 0, 1)
 *     .done();
 * }</pre>
 *
 * Components are named as in Java and reported as their keys in snake_case.
 */
public final class Checks {
  private final Class<? extends Record> type;
  private final List<Refusal> refusals = new ArrayList<>();

  private Checks(Class<? extends Record> type) {
    this.type = type;
  }

  public static Checks of(Class<? extends Record> type) {
    return new Checks(type);
  }

  /**
   * Adds a rule.
   *
   * @param component the component's Java name
   * @param found its value, shown to the user unless the name is a secret's
   * @param rule what the value must be: {@code must be above 0}
   */
  public Checks require(boolean holds, String component, Object found, String rule) {
    if (!holds) {
      String key = Names.snakeCase(component);
      refusals.add(new Refusal(key, Secrets.masked(key, String.valueOf(found)), rule));
    }
    return this;
  }

  public Checks positive(String component, double value) {
    return require(value > 0, component, Names.number(value), "must be above 0");
  }

  public Checks positive(String component, long value) {
    return require(value > 0, component, value, "must be above 0");
  }

  public Checks notNegative(String component, long value) {
    return require(value >= 0, component, value, "must be 0 or above");
  }

  public Checks notNegative(String component, double value) {
    return require(value >= 0, component, Names.number(value), "must be 0 or above");
  }

  /** Both ends belong to the range. */
  public Checks inRange(String component, double value, double least, double most) {
    String rule = "must be from %s to %s".formatted(Names.number(least), Names.number(most));
    return require(value >= least && value <= most, component, Names.number(value), rule);
  }

  /** Both ends belong to the range. */
  public Checks inRange(String component, long value, long least, long most) {
    String rule = "must be from %d to %d".formatted(least, most);
    return require(value >= least && value <= most, component, value, rule);
  }

  public Checks notBlank(String component, String value) {
    Objects.requireNonNull(value, component);
    return require(!value.isBlank(), component, '"' + value + '"', "must not be blank");
  }

  /**
   * Ends the checks.
   *
   * @throws InvalidSettings with every rule that did not hold
   */
  public void done() {
    if (!refusals.isEmpty()) {
      throw new InvalidSettings(type, refusals);
    }
  }
}
