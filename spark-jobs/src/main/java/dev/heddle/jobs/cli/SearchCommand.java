package dev.heddle.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.jobs.search.SearchJob;
import dev.heddle.jobs.session.SparkStorage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heddle search}. */
@Command(
    name = "search",
    description = {
      "Finds the methods, or other texts, of a run's corpus that answer a question; answers go to",
      "standard error, one JSON object to the last line of standard output."
    },
    mixinStandardHelpOptions = true,
    synopsisHeading = "Usage: ")
public final class SearchCommand implements Callable<Integer> {
  private static final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "OUTPUT_DIR",
      description = "output folder of a run with objective.type=contrastive")
  private String folder;

  @Parameters(index = "1", paramLabel = "TEXT", description = "what is looked for")
  private String text;

  @Option(
      names = {"-k", "--answers"},
      paramLabel = "N",
      defaultValue = "10",
      description = "answers at most (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--renew",
      description = "read the corpus again; an index made by another model is renewed in any case")
  private boolean isRenewed;

  @Override
  public Integer call() throws JsonProcessingException {
    if (count < 1) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot search: --answers=%d; must be 1 or above".formatted(count));
    }
    SearchJob.Renewal renewal =
        isRenewed ? SearchJob.Renewal.ALWAYS : SearchJob.Renewal.WHEN_NEEDED;
    SearchJob.Summary summary =
        new SearchJob(SparkStorage.open(), folder).run(text, count, renewal);
    PrintWriter error = command.commandLine().getErr();
    summary.answers().forEach(error::println);
    error.flush();
    command.commandLine().getOut().println(json.writeValueAsString(summary));
    command.commandLine().getOut().flush();
    return 0;
  }
}
