package dev.heddle.jobs.prepare;

import dev.heddle.configs.Choice;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.TokenizerSettings;
import dev.heddle.data.examples.ExampleForm;
import dev.heddle.data.examples.ExampleForms;
import dev.heddle.data.examples.Examples;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.function.Function;

/**
 * What is to be prepared.
 *
 * @param dataset which text
 * @param tokenizer what makes its ids
 * @param form what kind of examples it becomes, and what the objective tells that form
 * @param addedTokens special tokens that the tokenizer must have, given the one without them
 */
public record PrepareRequest(
    DatasetSettings dataset,
    TokenizerSettings tokenizer,
    Choice<ExampleForm<?>> form,
    Function<TokenizerInfo, List<String>> addedTokens) {

  /** For examples that any tokenizer can make. */
  public PrepareRequest(
      DatasetSettings dataset, TokenizerSettings tokenizer, Choice<ExampleForm<?>> form) {
    this(dataset, tokenizer, form, any -> List.of());
  }

  /**
   * The examples to be made.
   *
   * @throws IllegalArgumentException if the section {@code dataset} does not suit the form
   */
  Examples examples() {
    return ExampleForms.examples(form, dataset);
  }
}
