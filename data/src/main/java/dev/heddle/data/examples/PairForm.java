package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;

/**
 * Texts that belong together: {@code pairs}. A sample is one example; its sequences are the anchor,
 * the positive and the negatives that the example has, in this order.
 */
public final class PairForm implements ExampleForm<PairSettings> {

  /** The form's name. */
  public static final String NAME = "pairs";

  /**
   * Column of how many tokens of each sequence pooling may leave out: those that the prompt has on
   * its own, and what stands before it; 0 where there is no prompt. It is what
   * sentence-transformers leaves out; where a tokenizer joins the space that ends a prompt to the
   * word behind it, that word's first token is among them.
   */
  public static final String PROMPT_LENGTHS = "prompt_lengths";

  /**
   * Column of a 64-bit hash of each text without its prompt, white space aside: the high and the
   * low half. Equal texts have equal hashes, in every corpus and with every tokenizer.
   */
  public static final String CONTENT = "content";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<PairSettings> settingsType() {
    return PairSettings.class;
  }

  @Override
  public PairSettings defaults() {
    return PairSettings.WITHOUT_PROMPTS;
  }

  @Override
  public Examples examples(DatasetSettings dataset, PairSettings settings) {
    UnusedKeys.refuseLabels(dataset);
    return PairExamples.of(dataset, settings);
  }
}
