package dev.heddle.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.jobs.generate.GenerateJob;
import dev.heddle.jobs.session.SparkStorage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heddle generate}. */
@Command(
    name = "generate",
    description = {
      "Has a stored model go on with prompts; texts go to standard error,",
      "one JSON object to the last line of standard output."
    },
    mixinStandardHelpOptions = true,
    synopsisHeading = "Usage: ")
public final class GenerateCommand implements Callable<Integer> {
  private static final Pattern SETTING = Pattern.compile("[a-z_]+=\\S*");
  private static final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "a folder in Hugging Face's layout, such as a run's output, or an adapter's")
  private String folder;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PROMPT|key=value",
      description = {
        "prompts, and settings above the folder's generation_config.json:",
        "max_new_tokens=50 do_sample=true temperature=0.7 top_k=40 top_p=0.9 seed=1"
      })
  private List<String> words = List.of();

  @Option(
      names = {"-p", "--prompt"},
      paramLabel = "TEXT",
      description = "a prompt that looks like a setting")
  private List<String> named = List.of();

  @Option(
      names = "--chat",
      description = "prompts are what a user says; the folder's chat template writes them")
  private boolean isChat;

  @Override
  public Integer call() throws JsonProcessingException {
    List<String> prompts = prompts();
    GenerateJob job = new GenerateJob(SparkStorage.open(), folder, settings());
    GenerateJob.Summary summary = isChat ? job.chat(prompts) : job.run(prompts);
    PrintWriter error = command.commandLine().getErr();
    summary.texts().forEach(error::println);
    error.flush();
    command.commandLine().getOut().println(json.writeValueAsString(summary));
    command.commandLine().getOut().flush();
    return 0;
  }

  private List<String> settings() {
    return words.stream().filter(GenerateCommand::isSetting).toList();
  }

  private List<String> prompts() {
    List<String> prompts = new ArrayList<>(words);
    prompts.removeIf(GenerateCommand::isSetting);
    prompts.addAll(named);
    if (prompts.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot generate: prompts=0; at least 1 is needed; put one in quotes behind the folder");
    }
    return prompts;
  }

  private static boolean isSetting(String word) {
    return SETTING.matcher(word).matches();
  }
}
