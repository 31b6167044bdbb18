package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.Figures;
import dev.heddle.trainer.tracking.Prediction;

/** What the model put into masked places, beside what stood there. */
final class SamplePredictions {

  private SamplePredictions() {}

  static Html of(EvaluationLog evaluation) {
    if (evaluation.samples().isEmpty()) {
      return none();
    }
    return Template.fragment("samples")
        .with("step", Figures.whole(evaluation.step()))
        .with(
            "entries",
            Html.joined(evaluation.samples().stream().map(SamplePredictions::entry).toList()))
        .html();
  }

  static Html none() {
    return Template.fragment("nosamples").html();
  }

  private static Html entry(Prediction prediction) {
    return Template.fragment(prediction.hits() ? "hit" : "miss")
        .with("before", prediction.before())
        .with("truth", prediction.truth())
        .with("predicted", prediction.predicted())
        .with("after", prediction.after())
        .with("probability", Figures.percent(prediction.probability()))
        .html();
  }
}
