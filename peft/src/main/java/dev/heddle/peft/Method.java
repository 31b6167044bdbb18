package dev.heddle.peft;

import dev.heddle.models.Model;

/** A method that changes a model. */
@FunctionalInterface
public interface Method {

  /**
   * Changes the model's layers, and freezes what this method does not train. The model holds the
   * values that it starts from.
   *
   * @param seed of the first values of what is added; each parameter's depend on it and on the
   *     parameter's name
   * @throws AdapterException with a message for the user, when the model has nothing to change
   */
  Adapter attach(Model model, long seed);
}
