package dev.heddle.objectives.denoising;

/**
 * A text of which something was taken out. Neither part has a start or an end token yet.
 *
 * @param source what the model reads, at least one token
 * @param target what it has to write, at least one token
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays into a batch, never compared
record Denoised(int[] source, int[] target) {}
