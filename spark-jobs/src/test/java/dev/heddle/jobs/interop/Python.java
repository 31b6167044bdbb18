package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a script of the folder {@code interop} in the environment that the profile made. */
final class Python {
  private static final ObjectMapper json = new ObjectMapper();
  private static final Path SCRIPTS = Path.of("..", "interop");

  private Python() {}

  /**
   * What the script printed to standard output, as JSON; its standard error is shown on failure.
   *
   * @param scratch where its output goes
   */
  static JsonNode run(Path scratch, String script, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(executable());
    command.add(SCRIPTS.resolve(script).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile(scratch, "python", ".json");
    Path errors = Files.createTempFile(scratch, "python", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).as("%s: %s", command, Files.readString(errors)).isZero();
    return json.readTree(output.toFile());
  }

  private static String executable() {
    String python = System.getProperty("heddle.python");
    assertThat(python)
        .as("heddle.python: run this in the profile interop or interop-torch")
        .isNotNull();
    return python;
  }
}
