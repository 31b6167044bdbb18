package dev.heddle.objectives;

/**
 * What a model put into one place of a batch, for people to read.
 *
 * @param before ids that the model saw before the place
 * @param truth id that stood there
 * @param predicted id that the model finds most likely
 * @param after ids that the model saw after the place
 * @param probability that the model gives to its choice
 */
@SuppressWarnings("ArrayRecordComponent") // a few a run, decoded at once and never compared
public record Guess(int[] before, int truth, int predicted, int[] after, double probability) {}
