package dev.heddle.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command refuses before it loads anything. */
class GenerateCommandTest {
  private final StringWriter error = new StringWriter();

  @TempDir private Path folder;

  @Test
  void refusesNoPrompt() {
    assertThat(run(folder.toString(), "max_new_tokens=5")).isEqualTo(2);
    assertThat(error.toString())
        .startsWith(
            "Cannot generate: prompts=0; at least 1 is needed; put one in quotes behind the"
                + " folder");
  }

  @Test
  void refusesASettingThatDoesNotExist() throws Exception {
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThat(run(folder.toString(), "temprature=2", "a prompt")).isEqualTo(2);
    assertThat(error.toString()).contains("unknown key; did you mean temperature?");
  }

  private int run(String... arguments) {
    return new CommandLine(new GenerateCommand())
        .setErr(new PrintWriter(error, true))
        .setExecutionExceptionHandler(new CommandLineErrors())
        .execute(arguments);
  }
}
