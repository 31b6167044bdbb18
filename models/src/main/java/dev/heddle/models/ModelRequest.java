package dev.heddle.models;

import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.FirstValues;
import dev.heddle.models.layers.Site;

/**
 * What is to be built besides an architecture's sizes.
 *
 * @param seed of the first values; each parameter's depend on it and on the parameter's name
 * @param first whether parameters are drawn, or left unset because stored values follow
 */
public record ModelRequest(
    Vocabulary vocabulary,
    Task task,
    TensorEngine engine,
    Precision precision,
    long seed,
    FirstValues first) {

  /** A model whose parameters are all drawn. */
  public ModelRequest(
      Vocabulary vocabulary, Task task, TensorEngine engine, Precision precision, long seed) {
    this(vocabulary, task, engine, precision, seed, FirstValues.DRAWN);
  }

  /** The same with other first values. */
  public ModelRequest with(FirstValues other) {
    return new ModelRequest(vocabulary, task, engine, precision, seed, other);
  }

  /** Where the model's layers are built: its root. */
  public Site site() {
    return Site.root(engine, precision, seed, first);
  }
}
