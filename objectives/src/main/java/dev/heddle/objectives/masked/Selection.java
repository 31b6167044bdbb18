package dev.heddle.objectives.masked;

import dev.heddle.data.batch.SampleRandom;

/** How the tokens that the model is asked about are chosen. */
@FunctionalInterface
interface Selection {

  /**
   * Decides the fate of every place of a pack. At least one candidate is selected, if there is any.
   *
   * @param q share of the candidates to select
   * @return one fate a place of the pack; {@link Fate#UNTOUCHED} for special tokens
   */
  Fate[] select(Candidates candidates, double q, ReplacementSplit split, SampleRandom random);
}
