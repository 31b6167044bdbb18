/**
 * Measuring a model on examples of its own: files with columns, not the shards of a run. A {@link
 * dev.heddle.objectives.evaluation.Pass} asks the model once, every {@link
 * dev.heddle.objectives.evaluation.MetricProvider} that shares it reads its result.
 */
package dev.heddle.objectives.evaluation;
