package dev.heddle.objectives.denoising;

/**
 * A text of which something was taken out. Neither part has a start or an end token yet.
 *
 * @param source what the model reads, at least one token
 * @param target what it has to write, at least one token
 * @param sourceNoise what dropout is drawn from at the source and its end, one number a token;
 *     empty where nothing is dropped
 * @param targetNoise the same at the start of the target and its tokens
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays into a batch, never compared
record Denoised(int[] source, int[] target, long[] sourceNoise, long[] targetNoise) {

  private static final long[] NONE = {};

  /** Without dropout. */
  Denoised(int[] source, int[] target) {
    this(source, target, NONE, NONE);
  }

  /** How many tokens the source and its end are. */
  int read() {
    return source.length + 1;
  }

  /** How many tokens the target and its end are. */
  int written() {
    return target.length + 1;
  }
}
