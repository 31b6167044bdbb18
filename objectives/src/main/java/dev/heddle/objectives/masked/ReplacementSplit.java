package dev.heddle.objectives.masked;

/**
 * How selected tokens are replaced; the rest of 1 is the share that is left as it is.
 *
 * @param mask share replaced by the mask token
 * @param random share replaced by a random id
 */
record ReplacementSplit(double mask, double random) {

  /** BERT's 80/10/10. */
  static final ReplacementSplit BERT = new ReplacementSplit(0.8, 0.1);

  /**
   * Selects and splits with one draw: below {@code mask·q} the token is masked, below {@code
   * (mask+random)·q} replaced by a random one, below {@code q} kept, and otherwise not selected.
   *
   * @param u uniform in [0, 1)
   * @param q probability of being selected; 1 for a token that is already
   */
  Fate fate(double u, double q) {
    if (u >= q) {
      return Fate.UNTOUCHED;
    }
    if (u < mask * q) {
      return Fate.MASK;
    }
    return u < (mask + random) * q ? Fate.RANDOM : Fate.KEEP;
  }
}
