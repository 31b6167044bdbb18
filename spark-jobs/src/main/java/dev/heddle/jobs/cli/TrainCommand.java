package dev.heddle.jobs.cli;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.train.TrainJob;
import picocli.CommandLine.Command;

/** {@code heddle train}: prepares what is not prepared, trains, evaluates, exports. */
@Command(
    name = "train",
    description = "Prepares what is not prepared, trains, evaluates and exports.")
public final class TrainCommand extends RunCommand {
  @Override
  Object run(RunFile file, RunSettings settings) {
    makeNeeds(file, settings);
    return new TrainJob(file, settings).run();
  }
}
