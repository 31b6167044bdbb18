package dev.heddle.jobs.prepare;

import dev.heddle.configs.Choice;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.TokenizerSettings;
import dev.heddle.data.examples.ExampleForm;
import dev.heddle.data.examples.ExampleForms;
import dev.heddle.data.examples.Examples;

/**
 * What is to be prepared.
 *
 * @param dataset which text
 * @param tokenizer what makes its ids
 * @param form what kind of examples it becomes, and what the objective tells that form
 */
public record PrepareRequest(
    DatasetSettings dataset, TokenizerSettings tokenizer, Choice<ExampleForm<?>> form) {

  /**
   * The examples to be made.
   *
   * @throws IllegalArgumentException if the section {@code dataset} does not suit the form
   */
  Examples examples() {
    return ExampleForms.examples(form, dataset);
  }
}
