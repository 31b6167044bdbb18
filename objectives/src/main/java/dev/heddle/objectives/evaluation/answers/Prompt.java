package dev.heddle.objectives.evaluation.answers;

/**
 * A question to a model.
 *
 * @param ids what the model goes on from
 * @param right what it should write
 */
@SuppressWarnings("ArrayRecordComponent") // carries ids to a batch, never compared
record Prompt(int[] ids, String right) {}
