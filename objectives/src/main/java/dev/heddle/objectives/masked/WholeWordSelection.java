package dev.heddle.objectives.masked;

import dev.heddle.data.batch.SampleRandom;
import dev.heddle.objectives.TokenizerInfo.WordStarts;

/**
 * Selects whole words: words in random order, each taken if it still fits the budget of {@code
 * max(1, round(q·n))} tokens and skipped if it would overshoot, as Hugging Face's collator does. A
 * word longer than the budget is never selected; where nothing fits, one token is. The split is
 * drawn for each token.
 *
 * @param boundaries where words start
 * @param budget how many tokens to select
 */
record WholeWordSelection(WordStarts boundaries, ExactCountSelection budget) implements Selection {

  @Override
  public Fate[] select(
      Candidates candidates, double q, ReplacementSplit split, SampleRandom random) {
    Fate[] fates = Fates.untouched(candidates);
    int[][] words = candidates.words(boundaries).toArray(int[][]::new);
    Fates.shuffleFront(words, words.length, random);
    int left = budget.count(candidates.count(), q);
    boolean isNothingSelected = true;
    for (int[] word : words) {
      if (word.length <= left) {
        selectAll(word, fates, split, random);
        left -= word.length;
        isNothingSelected = false;
      }
    }
    if (isNothingSelected) {
      Fates.forceOne(fates, candidates, split, random);
    }
    return fates;
  }

  private static void selectAll(
      int[] word, Fate[] fates, ReplacementSplit split, SampleRandom random) {
    for (int place : word) {
      fates[place] = split.fate(random.nextDouble(), 1);
    }
  }
}
