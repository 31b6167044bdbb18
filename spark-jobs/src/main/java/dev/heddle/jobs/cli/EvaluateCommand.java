package dev.heddle.jobs.cli;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.evaluate.EvaluateJob;
import dev.heddle.jobs.run.RunSettings;
import picocli.CommandLine.Command;

/** {@code heddle evaluate}. */
@Command(
    name = "evaluate",
    description = "Scores the newest checkpoint of a run on its validation split.")
public final class EvaluateCommand extends RunCommand {
  @Override
  Object run(RunFile file, RunSettings settings) {
    return new EvaluateJob(file, settings).run();
  }
}
