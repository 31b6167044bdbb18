package dev.heddle.data.chat.jinja;

/**
 * What a name without a value stands for: empty where it is printed, looped over or tested, an
 * error where something is asked of it.
 *
 * @param name as the template has it
 */
record Undefined(String name) {

  TemplateException used() {
    return new TemplateException("'%s' is undefined".formatted(name));
  }

  /** All that is undefined is equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Undefined;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
