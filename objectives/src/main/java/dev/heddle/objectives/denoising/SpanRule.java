package dev.heddle.objectives.denoising;

/**
 * How much of a text becomes noise, and in how long pieces (Raffel et al. 2020, section 3.1.4). The
 * counts are not random. With n tokens, N = max(n, 2), density r and mean length μ:
 *
 * <pre>
 *   noise z = clamp(round(N·r), 1, N−1)
 *   spans s = max(round(z/μ), 1), at most z, N−z, and the number of sentinels
 * </pre>
 *
 * Halves are rounded to even. The released code knows no upper bounds of s and fails beyond them.
 *
 * @param noiseDensity share of the tokens that are noise, between 0 and 1
 * @param meanSpanLength tokens of a span of noise on average, at least 1
 */
record SpanRule(double noiseDensity, double meanSpanLength) {

  private static final int FEWEST_TOKENS = 2;
  private static final double HALF = 0.5;

  /** The counts of a text of some tokens, whatever the number of sentinels. */
  SpanCounts counts(int tokens) {
    return counts(tokens, Integer.MAX_VALUE);
  }

  /** The counts of a text of some tokens, with so many spans at most. */
  SpanCounts counts(int tokens, int mostSpans) {
    int all = Math.max(tokens, FEWEST_TOKENS);
    int noise = Math.max(1, Math.min(all - 1, rounded(all * noiseDensity)));
    int kept = all - noise;
    int spans = Math.max(rounded(noise / meanSpanLength), 1);
    return new SpanCounts(noise, Math.min(Math.min(spans, mostSpans), Math.min(noise, kept)), kept);
  }

  /**
   * How many tokens of text fill an encoder's input: the largest number whose input is not longer.
   * At a density of one half, one less where the target would be longer than the input, as in the
   * released code.
   *
   * @param inputLength tokens that the encoder reads, sentinels and end of sequence included; at
   *     least 3
   */
  int rawLength(int inputLength) {
    int tokens = FEWEST_TOKENS;
    while (counts(tokens + 1).inputLength() <= inputLength) {
      tokens++;
    }
    boolean isTargetLonger = counts(tokens).targetLength() > inputLength;
    return noiseDensity == HALF && isTargetLonger ? tokens - 1 : tokens;
  }

  private static int rounded(double value) {
    return (int) Math.rint(value);
  }
}
