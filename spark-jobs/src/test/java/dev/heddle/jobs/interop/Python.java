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

  private Python() {}

  /**
   * What the script printed to standard output, as JSON; its standard error is shown on failure.
   */
  static JsonNode run(String script, Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(required("heddle.python"));
    command.add(Path.of(required("heddle.interop"), script).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile("python", ".json");
    Path errors = Files.createTempFile("python", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).as("%s: %s", command, Files.readString(errors)).isZero();
    return json.readTree(output.toFile());
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    assertThat(value).as("the profiles interop and interop-torch set %s", property).isNotNull();
    return value;
  }
}
