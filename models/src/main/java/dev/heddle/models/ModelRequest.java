package dev.heddle.models;

import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;

/**
 * What is to be built besides an architecture's sizes.
 *
 * @param seed of the first values; each parameter's depend on it and on the parameter's name
 */
public record ModelRequest(
    Vocabulary vocabulary, Task task, TensorEngine engine, Precision precision, long seed) {}
