package dev.heddle.jobs.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.jobs.Heddle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * A command that ran in this JVM.
 *
 * @param exitCode it ended with
 * @param output what it printed for programs
 * @param error what it printed for people
 */
public record CommandRun(int exitCode, String output, String error) {
  static {
    // What ./heddle does: warnings reach people, Spark's chatter does not.
    System.setProperty("log4j2.configurationFile", "heddle-log4j2.properties");
  }

  /** Runs Heddle with these arguments. */
  public static CommandRun of(String... arguments) {
    PrintStream realOutput = System.out;
    PrintStream realError = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, UTF_8));
    System.setErr(new PrintStream(error, true, UTF_8));
    try {
      int exitCode = Heddle.run(arguments);
      return new CommandRun(exitCode, output.toString(UTF_8), error.toString(UTF_8));
    } finally {
      System.setOut(realOutput);
      System.setErr(realError);
    }
  }

  /** The last line of standard output, which is JSON. */
  public JsonNode lastLine() throws JsonProcessingException {
    return new ObjectMapper().readTree(output.lines().reduce((first, second) -> second).orElse(""));
  }
}
