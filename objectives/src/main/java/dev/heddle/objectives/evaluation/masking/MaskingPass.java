package dev.heddle.objectives.evaluation.masking;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.rows.Rows;
import dev.heddle.models.MaskedLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.evaluation.EvaluationException;
import dev.heddle.objectives.evaluation.EvaluationSettings;
import dev.heddle.objectives.evaluation.LengthBatches;
import dev.heddle.objectives.evaluation.Pass;
import dev.heddle.objectives.evaluation.Subject;
import dev.heddle.objectives.masked.MaskedLmProvider;
import dev.heddle.objectives.masked.MaskedLmSettings;
import java.util.List;

/**
 * Hides tokens as the evaluation of objective {@code mlm} does, by the settings of the run if that
 * is its objective and the defaults if not, and asks what stood there.
 */
public record MaskingPass() implements Pass<LossSums> {

  @Override
  public String needs() {
    return "masked language model";
  }

  @Override
  public boolean fits(Model model) {
    return model instanceof MaskedLanguageModel;
  }

  @Override
  public List<String> columns(EvaluationSettings settings) {
    return List.of(settings.textColumn());
  }

  @Override
  public LossSums run(Subject subject, Rows rows) {
    MaskedLmSettings masks =
        subject.objective() instanceof MaskedLmSettings own ? own : MaskedLmSettings.standard();
    DataInfo data = new DataInfo(TokenizerInfo.of(subject.tokenizer()), List.of());
    Objective<?> objective = new MaskedLmProvider().create(masks, data);
    return sums(objective, subject, new TextPieces(subject, rows));
  }

  private static <B extends HostBatch> LossSums sums(
      Objective<B> objective, Subject subject, TextPieces pieces) {
    if (!pieces.hasNext()) {
      throw new EvaluationException(
          "Cannot compute masked_accuracy: evaluation.path=%s; no text has a token; name other texts"
              .formatted(subject.settings().path()));
    }
    LossSums sums = objective.zero();
    LengthBatches<EpochSample> batches =
        new LengthBatches<>(
            pieces, subject.settings().batchTokens(), piece -> piece.sample().inputIds().length);
    while (batches.hasNext()) {
      B batch = objective.collate(batches.next(), Occasion.evaluation());
      try (Scope scope = subject.model().engine().scope()) {
        sums = sums.plus(objective.step(batch, new Step(subject.model(), scope, Backward.NONE)));
      }
    }
    return sums;
  }
}
