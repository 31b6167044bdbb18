package dev.heddle.jobs.run;

import dev.heddle.configs.Choice;
import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.trainer.loop.ModelFactory;

/**
 * The section {@code model} of a run file: an architecture with its sizes.
 *
 * @param choice what the section names
 * @param seed of the initial weights
 */
public record ModelSection(Choice<ArchitectureProvider<?>> choice, long seed) {

  /** Makes fresh models with the vocabulary of a tokenizer. */
  public ModelFactory factory(Tokenizer tokenizer) {
    Vocabulary vocabulary = vocabulary(tokenizer);
    return (engine, precision) -> create(choice.variant(), vocabulary, engine, precision);
  }

  /** What the model's config says about a tokenizer. */
  public static Vocabulary vocabulary(Tokenizer tokenizer) {
    SpecialTokens special = tokenizer.special();
    return new Vocabulary(
        tokenizer.vocabularySize(),
        special.pad(),
        special.cls(),
        special.sep(),
        special.bos(),
        special.eos());
  }

  private <S extends Record> Model create(
      ArchitectureProvider<S> architecture,
      Vocabulary vocabulary,
      TensorEngine engine,
      Precision precision) {
    S settings = architecture.settingsType().cast(choice.settings());
    return architecture.create(
        settings, new ModelRequest(vocabulary, Task.LANGUAGE_MODELLING, engine, precision, seed));
  }
}
