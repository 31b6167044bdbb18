package dev.heddle.objectives.finetuning;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.batch.SampleRandom;
import dev.heddle.data.examples.ChatForm;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.meap.Answer;
import dev.heddle.objectives.meap.MaskedCopies;
import dev.heddle.objectives.nexttoken.NextTokenBatch;
import dev.heddle.objectives.nexttoken.NextTokenObjective;
import dev.heddle.objectives.nexttoken.SequenceSpan;
import dev.heddle.objectives.nexttoken.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Supervised fine-tuning on conversations: the model reads all of a conversation and learns the
 * answers (Ouyang et al., "Training language models to follow instructions with human feedback",
 * 2022, section 3.5).
 *
 * <pre>  loss = 1/T · Σ_conversations Σ_{i ∈ answers} −log p(token i | tokens 1 … i−1)</pre>
 *
 * <p>T counts the tokens of all answers in an optimizer step, the ends of their turns included, so
 * a long answer weighs more than a short one. Conversations that share a pack do not see each
 * other.
 *
 * <p>With {@link MaskedCopies} a conversation with a long answer is read a second time in training,
 * some of the answer hidden; both readings stand in one batch and their tokens weigh the same.
 * Evaluation has no copies.
 */
final class SupervisedFineTuning extends NextTokenObjective {

  /** The only loss of the objective. */
  static final String LOSS = "sft";

  private static final String PURPOSE = "meap";

  private final SupervisedFineTuningSettings settings;
  private final TokenizerInfo tokenizer;
  private final Optional<MaskedCopies> copies;

  SupervisedFineTuning(
      SupervisedFineTuningSettings settings,
      TokenizerInfo tokenizer,
      Optional<MaskedCopies> copies) {
    super(LOSS);
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.copies = copies;
  }

  @Override
  public NextTokenBatch collate(List<EpochSample> samples, Occasion occasion) {
    List<TokenSequence> sequences = new ArrayList<>();
    int start = 0;
    for (EpochSample use : samples) {
      SampleRandom random = occasion.random(use, PURPOSE);
      for (SequenceSpan span : SequenceSpan.of(use.sample())) {
        int[] ids = span.of(use.sample().inputIds());
        int[] lossMask = span.of(use.sample().column(ChatForm.LOSS_MASK));
        sequences.add(labelled(ids, lossMask, start + span.start()));
        if (!occasion.isEvaluation()) {
          copy(ids, lossMask, start + span.start(), random).ifPresent(sequences::add);
        }
      }
      start += use.sample().inputIds().length;
    }
    // What is asked for nothing cannot change the loss, whatever it reads.
    sequences.removeIf(sequence -> sequence.asked() == 0);
    return NextTokenBatch.of(LOSS, samples, sequences, occasion);
  }

  private TokenSequence labelled(int[] ids, int[] lossMask, int start) {
    TokenSequence all = TokenSequence.predictingAll(ids, start);
    return settings.trainOnInputs() ? all : all.keeping(row -> lossMask[row + 1] == 1);
  }

  private Optional<TokenSequence> copy(int[] ids, int[] lossMask, int start, SampleRandom random) {
    return copies.flatMap(
        masked -> masked.copy(ids, start, Answer.of(ids, lossMask, tokenizer::isSpecial), random));
  }

  @Override
  public boolean asksTheSameEveryTime() {
    return copies.isEmpty();
  }
}
