package dev.heddle.jobs.cli;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.evaluate.EvaluateJob;
import dev.heddle.jobs.evaluate.ExamplesJob;
import dev.heddle.jobs.run.RunSettings;
import picocli.CommandLine.Command;

/** {@code heddle evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Measures the newest checkpoint of a run as the section evaluation says, or, without one,"
            + " scores it on the validation split.")
public final class EvaluateCommand extends RunCommand {
  @Override
  Object run(RunFile file, RunSettings settings) {
    return settings
        .evaluation()
        .<Object>map(evaluation -> new ExamplesJob(settings, evaluation).run())
        .orElseGet(() -> new EvaluateJob(file, settings).run());
  }
}
