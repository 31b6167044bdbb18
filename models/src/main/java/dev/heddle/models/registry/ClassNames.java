package dev.heddle.models.registry;

import dev.heddle.models.Task;

/**
 * How transformers names the classes of a family.
 *
 * @param family what the names of its classes begin with, such as {@code Bert}
 * @param language the class that predicts tokens, such as {@code BertForMaskedLM}
 */
public record ClassNames(String family, String language) {
  /** Those of encoders. */
  public static ClassNames ofEncoder(String family) {
    return new ClassNames(family, family + "ForMaskedLM");
  }

  /** Those of decoders. */
  public static ClassNames ofDecoder(String family) {
    return new ClassNames(family, family + "ForCausalLM");
  }

  /** The class that loads a model of a task. */
  String of(Task task) {
    if (task instanceof Task.LanguageModelling) {
      return language;
    }
    return family
        + (task instanceof Task.Embedding ? "Model" : "For" + task.getClass().getSimpleName());
  }
}
