package dev.heddle.trainer.loop;

import dev.heddle.models.Model;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;

/** Makes the model of a run: from its settings and a seed, or from files. Equal on every worker. */
@FunctionalInterface
public interface ModelFactory {
  /** A model on the engine; the caller closes it. */
  Model create(TensorEngine engine, Precision precision);
}
