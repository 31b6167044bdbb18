package dev.heddle.objectives.masked;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;

/**
 * Each candidate is selected on its own with probability {@code q}, one uniform draw a candidate
 * (BERT as Hugging Face and ModernBERT do it). The chance that nothing is selected among n
 * candidates is {@code (1-q)^n}; then one candidate, uniformly chosen, is selected all the same.
 */
final class IndependentSelection implements Selection {

  @Override
  public Fate[] select(
      Candidates candidates, double q, ReplacementSplit split, SampleRandom random) {
    Fate[] fates = Fates.untouched(candidates);
    for (int place : candidates.places()) {
      fates[place] = split.fate(random.nextDouble(), q);
    }
    boolean isNothingSelected = Arrays.stream(fates).allMatch(fate -> fate == Fate.UNTOUCHED);
    if (isNothingSelected) {
      Fates.forceOne(fates, candidates, split, random);
    }
    return fates;
  }
}
