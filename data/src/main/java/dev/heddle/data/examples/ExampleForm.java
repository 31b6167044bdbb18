package dev.heddle.data.examples;

import dev.heddle.configs.Variant;
import dev.heddle.data.DatasetSettings;

/**
 * What kind of examples documents are made into. An objective names the one that it learns from;
 * forms are registered in {@code META-INF/services/dev.heddle.data.examples.ExampleForm}.
 *
 * @param <S> what the objective may tell the form besides the section {@code dataset}
 */
public interface ExampleForm<S extends Record> extends Variant<S> {

  /** The settings of an objective that has nothing to tell. */
  S defaults();

  /**
   * The examples of a run.
   *
   * @throws IllegalArgumentException if the section {@code dataset} does not suit the form, with a
   *     message for the user
   */
  Examples examples(DatasetSettings dataset, S settings);
}
