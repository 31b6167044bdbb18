package dev.heddle.data.examples;

/** A form that an objective has nothing to tell. */
abstract class PlainForm implements ExampleForm<NoSettings> {
  private final String name;

  PlainForm(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<NoSettings> settingsType() {
    return NoSettings.class;
  }

  @Override
  public final NoSettings defaults() {
    return new NoSettings();
  }
}
