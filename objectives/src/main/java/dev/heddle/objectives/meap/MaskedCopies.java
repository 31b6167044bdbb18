package dev.heddle.objectives.meap;

import dev.heddle.data.batch.SampleRandom;
import dev.heddle.objectives.nexttoken.TokenSequence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Masked copies of conversations (MEAP, fine-tuning): in each answer of more than {@code
 * longer_than} tokens, m of them, {@code k = max(1, ⌊ratio · m⌋)} become the mask token, and the
 * copy is asked for these alone. Answers that are too short are read by the copy and not asked for;
 * a conversation without a long one has no copy.
 */
public final class MaskedCopies {

  private final CopySettings settings;
  private final int mask;

  /**
   * @param settings with a ratio above 0
   * @param mask the id of the mask token
   */
  public MaskedCopies(CopySettings settings, int mask) {
    this.settings = settings;
    this.mask = mask;
  }

  /**
   * The copy of one conversation.
   *
   * @param ids the conversation; stays as it is
   * @param start as in {@link TokenSequence}
   * @param answers what may be hidden
   * @param random of this use of the conversation
   */
  public Optional<TokenSequence> copy(
      int[] ids, int start, List<Answer> answers, SampleRandom random) {
    List<Answer> longOnes =
        answers.stream().filter(answer -> answer.length() > settings.longerThan()).toList();
    if (longOnes.isEmpty()) {
      return Optional.empty();
    }
    int[] seen = ids.clone();
    int[] labels = new int[ids.length];
    Arrays.fill(labels, TokenSequence.IGNORED);
    longOnes.forEach(answer -> hide(answer, seen, labels, random));
    return Optional.of(new TokenSequence(seen, labels, start).ignoring(mask));
  }

  private void hide(Answer answer, int[] seen, int[] labels, SampleRandom random) {
    int count = MaskPlaces.count(settings.ratio(), answer.length());
    for (int drawn : MaskPlaces.draw(count, answer.length(), random)) {
      int place = answer.start() + drawn;
      labels[place - 1] = seen[place];
      seen[place] = mask;
    }
  }
}
