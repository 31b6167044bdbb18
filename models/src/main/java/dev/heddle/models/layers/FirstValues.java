package dev.heddle.models.layers;

import java.util.function.Predicate;

/** What the parameters of a new model hold until stored values are copied into them. */
@FunctionalInterface
public interface FirstValues {
  /** Every parameter is drawn by the initializer that its layer proposes. */
  FirstValues DRAWN = (name, proposed) -> proposed;

  /**
   * Parameters that stored values will fill stay unset, which costs neither time nor memory; all
   * others are drawn.
   *
   * @param isFilled by the parameter's name; whoever says yes must fill the parameter before it is
   *     read
   */
  static FirstValues unsetWhere(Predicate<String> isFilled) {
    return (name, proposed) -> isFilled.test(name) ? Initializer.unset() : proposed;
  }

  /** The initializer of the parameter {@code name}, whose layer proposes one. */
  Initializer initializer(String name, Initializer proposed);
}
