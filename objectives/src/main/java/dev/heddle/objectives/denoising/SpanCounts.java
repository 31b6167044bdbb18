package dev.heddle.objectives.denoising;

/**
 * How much of a text is noise.
 *
 * @param noise tokens that are taken out
 * @param spans that they form; as many spans are kept
 * @param kept tokens that stay
 */
record SpanCounts(int noise, int spans, int kept) {

  /** The number of tokens that the counts are of, 2 for shorter texts. */
  int tokens() {
    return noise + kept;
  }

  /** What the encoder reads: the kept tokens, a sentinel for each span, the end of sequence. */
  int inputLength() {
    return kept + spans + 1;
  }

  /** What the decoder writes: a sentinel before each span, its tokens, the end of sequence. */
  int targetLength() {
    return noise + spans + 1;
  }
}
