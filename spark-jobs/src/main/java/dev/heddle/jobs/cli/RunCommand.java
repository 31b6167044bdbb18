package dev.heddle.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.train.Prerequisites;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the verbs have in common: a run file, overrides, and one JSON object as the last line of
 * standard output. Everything else that a person reads goes to standard error.
 */
@Command(mixinStandardHelpOptions = true, synopsisHeading = "Usage: ")
abstract class RunCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
  private static final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "CONFIG.yaml", description = "the run file")
  private Path runFile;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "key=value",
      description = "overrides of the run file, the last one wins: trainer.learning_rate=2e-5")
  private List<String> overrides = List.of();

  @Option(
      names = "--dry-run",
      description = "check everything that can be checked, print the resolved settings, do nothing")
  private boolean isDryRun;

  @Option(names = "--verbose", description = "print stack traces of errors")
  private boolean isVerbose;

  @Override
  public Integer call() throws Exception {
    RunFile file = RunFile.load(runFile, overrides, System.getenv());
    RunSettings settings = file.bind(RunSettings.class);
    file.warnings().forEach(log::warn);
    if (isDryRun) {
      command.commandLine().getErr().print(file.resolvedYaml(settings));
      command.commandLine().getErr().flush();
      return 0;
    }
    printLastLine(run(file, settings));
    return 0;
  }

  /** Does the work; the result becomes the last line of standard output. */
  abstract Object run(RunFile file, RunSettings settings) throws Exception;

  /** Makes the runs that this one needs, where they are not there. */
  void makeNeeds(RunFile file, RunSettings settings) {
    new Prerequisites(System.getenv()).make(runFile, file, settings);
  }

  boolean isVerbose() {
    return isVerbose;
  }

  private void printLastLine(Object result) throws JsonProcessingException {
    command.commandLine().getErr().flush();
    command.commandLine().getOut().println(json.writeValueAsString(result));
    command.commandLine().getOut().flush();
  }
}
