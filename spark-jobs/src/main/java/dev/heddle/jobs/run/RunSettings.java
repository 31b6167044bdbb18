package dev.heddle.jobs.run;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Choice;
import dev.heddle.configs.Default;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.TokenizerSettings;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.evaluation.EvaluationSettings;
import dev.heddle.peft.MethodProvider;
import dev.heddle.trainer.TrainerSettings;
import java.util.List;
import java.util.Optional;

/**
 * A whole run file.
 *
 * @param needs run files, relative to this one, of runs whose output folders this one reads; made
 *     first where they are not there
 * @param runName names the run on dashboards and Spark's pages; the output folder's name if absent
 * @param outputDir where everything goes; {@code {time}} in it stands for the start of the run
 * @param overwriteOutputDir whether a run that is there may be replaced
 * @param reportTo what is written besides the console
 * @param dataset which text
 * @param tokenizer how it becomes token ids; a model that has one brings it along
 * @param model where it comes from
 * @param peft how the model is changed before it is trained; absent for training all of it
 * @param objective what is trained
 * @param trainer how
 * @param evaluation what {@code heddle evaluate} measures instead of the validation split
 */
public record RunSettings(
    @Default("[]") List<String> needs,
    Optional<String> runName,
    String outputDir,
    @Default("false") boolean overwriteOutputDir,
    @Default("[jsonl, html]") List<Reporter> reportTo,
    DatasetSettings dataset,
    TokenizerSettings tokenizer,
    ModelSettings model,
    Optional<Choice<MethodProvider<?>>> peft,
    Choice<ObjectiveProvider<?>> objective,
    TrainerSettings trainer,
    Optional<EvaluationSettings> evaluation) {

  public RunSettings {
    needs = List.copyOf(needs);
    reportTo = List.copyOf(reportTo);
    tokenizer = model.path().map(tokenizer::orAt).orElse(tokenizer);
    Checks.of(RunSettings.class)
        .notBlank("outputDir", outputDir)
        .require(
            peft.isEmpty() || model.path().isPresent(),
            "peft",
            peft.map(choice -> choice.variant().name()).orElse(""),
            "needs model.path: an adapter is stored without the model that it changes")
        .done();
  }

  /** The run's name, for people. */
  public String title() {
    return runName.orElseGet(() -> outputDir.replaceAll("/+$", "").replaceAll(".*/", ""));
  }

  /**
   * The same settings without {@code needs}: what they read has been made, so a copy of them works
   * wherever it lies.
   */
  public RunSettings standingAlone() {
    return new RunSettings(
        List.of(),
        runName,
        outputDir,
        overwriteOutputDir,
        reportTo,
        dataset,
        tokenizer,
        model,
        peft,
        objective,
        trainer,
        evaluation);
  }
}
