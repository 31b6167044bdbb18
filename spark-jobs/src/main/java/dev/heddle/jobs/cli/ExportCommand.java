package dev.heddle.jobs.cli;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.export.ExportJob;
import dev.heddle.jobs.run.RunSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle export}. */
@Command(
    name = "export",
    description =
        "Copies the newest checkpoint of a run into its folder, as Hugging Face reads it.")
public final class ExportCommand extends RunCommand {
  @Option(
      names = "--merge",
      description =
          "of a run with an adapter: writes the model with the adapter in its weights to merged/")
  private boolean isMerged;

  @Override
  Object run(RunFile file, RunSettings settings) {
    ExportJob job = new ExportJob(settings);
    return isMerged ? job.merge() : job.run();
  }
}
