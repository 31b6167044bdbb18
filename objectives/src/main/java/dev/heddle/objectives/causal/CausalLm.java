package dev.heddle.objectives.causal;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.meap.PrefixMasking;
import dev.heddle.objectives.nexttoken.NextTokenBatch;
import dev.heddle.objectives.nexttoken.NextTokenObjective;
import dev.heddle.objectives.nexttoken.SequenceSpan;
import dev.heddle.objectives.nexttoken.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Causal language modelling: every token of a sequence but the first is predicted from those before
 * it (Radford et al., "Improving Language Understanding by Generative Pre-Training", 2018).
 *
 * <pre>  loss = 1/T · Σ_sequences Σ_{i ≥ 2} −log p(token i | tokens 1 … i−1 of its sequence)</pre>
 *
 * <p>Sequences that share a pack do not see each other, and no token is predicted across a border:
 * a pack of k sequences and n tokens has n − k predictions, which are what T counts. Special tokens
 * are predicted like any others, since a model that never learnt the end of a document cannot stop.
 *
 * <p>With {@link PrefixMasking} a share of the tokens that the model sees in training is hidden;
 * what it has to predict stays, and evaluation hides nothing. Without, nothing is random.
 */
final class CausalLm extends NextTokenObjective {

  /** The only loss of the objective. */
  static final String LOSS = "clm";

  private final Optional<PrefixMasking> masking;

  CausalLm(Optional<PrefixMasking> masking) {
    super(LOSS);
    this.masking = masking;
  }

  @Override
  public NextTokenBatch collate(List<EpochSample> samples, Occasion occasion) {
    List<TokenSequence> sequences = new ArrayList<>();
    int start = 0;
    for (EpochSample use : samples) {
      List<TokenSequence> plain = plain(use, start);
      boolean isMasked = masking.isPresent() && !occasion.isEvaluation();
      sequences.addAll(isMasked ? masking.get().masked(plain, use, occasion) : plain);
      start += use.sample().inputIds().length;
    }
    return NextTokenBatch.of(LOSS, samples, sequences, occasion);
  }

  private static List<TokenSequence> plain(EpochSample use, int start) {
    return SequenceSpan.of(use.sample()).stream()
        .map(
            span ->
                TokenSequence.predictingAll(span.of(use.sample().inputIds()), start + span.start()))
        .toList();
  }

  @Override
  public boolean asksTheSameEveryTime() {
    return masking.isEmpty();
  }
}
