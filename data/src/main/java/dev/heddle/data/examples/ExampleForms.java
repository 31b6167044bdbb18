package dev.heddle.data.examples;

import dev.heddle.configs.Choice;
import dev.heddle.data.DatasetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The forms of examples on the class path. */
public final class ExampleForms {

  private ExampleForms() {}

  /**
   * A form with its settings.
   *
   * @param settings of the form's own type; absent: its defaults
   * @throws IllegalArgumentException if there is no form of that name
   */
  public static Choice<ExampleForm<?>> choose(String name, Optional<? extends Record> settings) {
    ExampleForm<?> form = find(name);
    return new Choice<>(form, settings.isPresent() ? settings.get() : form.defaults());
  }

  /** The examples that a form makes of a corpus. */
  public static Examples examples(Choice<ExampleForm<?>> choice, DatasetSettings dataset) {
    return examples(choice.variant(), choice.settings(), dataset);
  }

  private static <S extends Record> Examples examples(
      ExampleForm<S> form, Record settings, DatasetSettings dataset) {
    return form.examples(dataset, form.settingsType().cast(settings));
  }

  private static ExampleForm<?> find(String name) {
    List<ExampleForm<?>> known = all();
    return known.stream()
        .filter(form -> form.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot make examples: form=%s; known are %s; correct the objective's examples()"
                        .formatted(name, known.stream().map(ExampleForm::name).sorted().toList())));
  }

  private static List<ExampleForm<?>> all() {
    List<ExampleForm<?>> forms = new ArrayList<>();
    for (ExampleForm<?> form : ServiceLoader.load(ExampleForm.class)) {
      forms.add(form);
    }
    return forms;
  }
}
