package dev.heddle.configs;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Values that a settings record refuses; thrown by {@link Checks#done()}. {@link RunFile#bind}
 * turns each of them into a {@link Problem} with its line.
 */
public final class InvalidSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;

  /**
   * One refused value.
   *
   * @param key the key in snake_case, without its section
   * @param found the value as it is shown
   * @param rule what the value must be
   */
  public record Refusal(String key, String found, String rule) {
    @Override
    public String toString() {
      return key + "=" + found + "; " + rule;
    }
  }

  InvalidSettings(Class<? extends Record> type, List<Refusal> refusals) {
    super(
        refusals.stream()
            .map(Refusal::toString)
            .collect(Collectors.joining("\n", "Cannot create " + type.getSimpleName() + ": ", "")));
    this.refusals = List.copyOf(refusals);
  }

  /** Every value refused, in the order of the checks. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
