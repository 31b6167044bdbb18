package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.Figures;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The few numbers a reader looks for first. */
record KeyFigures(RunStarted start, RunCurves curves, Optional<RunFinished> end) {

  Html html() {
    List<Html> tiles = new ArrayList<>();
    tiles.add(validationLoss());
    tiles.add(trainingLoss());
    curves
        .evaluation("eval_masked_accuracy")
        .ifPresent(
            share ->
                tiles.add(tile("Masked accuracy", Figures.percent(share), "first choice right")));
    tiles.add(speed());
    tiles.add(steps());
    tiles.add(time());
    tiles.add(parameters());
    return Html.joined(tiles);
  }

  private Html validationLoss() {
    OptionalDouble loss = curves.evaluation("eval_loss");
    OptionalDouble entropy = curves.evaluation("eval_unigram_entropy");
    if (loss.isEmpty()) {
      return tile("Validation loss", "–", "not evaluated");
    }
    return tile(
        "Validation loss",
        Figures.number(loss.getAsDouble()),
        entropy.isEmpty()
            ? "nats per scored token"
            : comparison(loss.getAsDouble(), entropy.getAsDouble()));
  }

  private static String comparison(double loss, double entropy) {
    return "%s nats %s unigram entropy (%s)"
        .formatted(
            Figures.number(Math.abs(entropy - loss)),
            loss <= entropy ? "below" : "above",
            Figures.number(entropy));
  }

  private Html trainingLoss() {
    OptionalDouble last = curves.training("loss");
    String mean =
        end.map(e -> "mean of the run " + Figures.number(e.trainLoss()))
            .orElse("nats per scored token");
    return tile("Training loss", last.isEmpty() ? "–" : Figures.number(last.getAsDouble()), mean);
  }

  private Html speed() {
    double tokens =
        end.map(RunFinished::tokensPerSecond)
            .orElseGet(() -> curves.training("throughput").orElse(Double.NaN));
    double seen =
        end.map(e -> (double) e.tokens())
            .orElseGet(() -> curves.training("total_tokens").orElse(0));
    return tile(
        "Tokens per second",
        Double.isNaN(tokens) ? "–" : Figures.compact(tokens),
        Figures.compact(seen) + " tokens seen");
  }

  private Html steps() {
    long done =
        end.map(RunFinished::steps)
            .orElseGet(
                () -> (long) curves.training("current_steps").orElse((double) start.resumedFrom()));
    String note = "of " + Figures.whole(start.totalSteps());
    return tile(
        "Steps",
        Figures.whole(done),
        start.resumedFrom() == 0
            ? note
            : note + ", resumed from " + Figures.whole(start.resumedFrom()));
  }

  private Html time() {
    return tile(
        "Time",
        end.map(e -> Figures.duration(e.seconds())).orElse("–"),
        start.worldSize() == 1 ? "1 worker" : start.worldSize() + " workers");
  }

  private Html parameters() {
    return tile(
        "Parameters",
        Figures.compact((double) start.allParameters()),
        Figures.percent((double) start.trainableParameters() / start.allParameters())
            + " trainable");
  }

  private static Html tile(String name, String value, String note) {
    return Template.fragment("tile")
        .with("name", name)
        .with("value", value)
        .with("note", note)
        .html();
  }
}
