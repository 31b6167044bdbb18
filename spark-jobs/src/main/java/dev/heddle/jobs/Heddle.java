package dev.heddle.jobs;

import dev.heddle.jobs.cli.CommandLineErrors;
import dev.heddle.jobs.cli.EvaluateCommand;
import dev.heddle.jobs.cli.ExportCommand;
import dev.heddle.jobs.cli.GenerateCommand;
import dev.heddle.jobs.cli.ListCommand;
import dev.heddle.jobs.cli.PrepareCommand;
import dev.heddle.jobs.cli.SearchCommand;
import dev.heddle.jobs.cli.TrainCommand;
import dev.heddle.jobs.cli.VersionProvider;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The entry point of {@code ./heddle} and of {@code spark-submit --class dev.heddle.jobs.Heddle}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 a wrong command line or run file, 130 interrupted.
 */
@Command(
    name = "heddle",
    description = "Trains transformer language models where the data is: on Spark, in Java.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      PrepareCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      GenerateCommand.class,
      SearchCommand.class,
      ListCommand.class,
      HelpCommand.class
    })
public final class Heddle {
  private Heddle() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int exitCode = run(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs one command in this process: the exit code is returned, nothing is ended. */
  public static int run(String... arguments) {
    return new CommandLine(new Heddle())
        .setExecutionExceptionHandler(new CommandLineErrors())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }
}
