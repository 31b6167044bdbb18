package dev.heddle.objectives.evaluation.answers;

/**
 * What a model wrote, and what it should have written.
 *
 * @param right the reference
 * @param written by the model, without special tokens
 */
public record Answer(String right, String written) {}
