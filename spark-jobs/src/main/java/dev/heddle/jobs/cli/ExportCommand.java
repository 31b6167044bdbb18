package dev.heddle.jobs.cli;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.export.ExportJob;
import dev.heddle.jobs.run.RunSettings;
import picocli.CommandLine.Command;

/** {@code heddle export}. */
@Command(
    name = "export",
    description =
        "Copies the newest checkpoint of a run into its folder, as Hugging Face reads it.")
public final class ExportCommand extends RunCommand {
  @Override
  Object run(RunFile file, RunSettings settings) {
    return new ExportJob(settings).run();
  }
}
