package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar runs on a Spark distribution of its own, with that distribution's libraries. */
class SparkSubmitTorchIT {
  private static final Path JOB_JAR = Path.of("target", "heddle.jar");

  @TempDir private Path folder;

  @Test
  void trainsOnTwoWorkersAndEndsWithTheSummary() throws Exception {
    assertThat(JOB_JAR).as("the profiles dist and interop-torch make the job jar").isRegularFile();
    Quickstart quickstart = Quickstart.on(folder, "gson", "commons-text").tiny("modernbert", 4);

    List<String> output = submit(quickstart.arguments("train"));

    JsonNode summary = new ObjectMapper().readTree(output.get(output.size() - 1));
    assertThat(summary.get("output_dir").textValue()).isEqualTo(quickstart.output().toString());
    assertThat(summary.get("steps").intValue()).isEqualTo(4);
    assertThat(summary.get("tokens").longValue()).isBetween(1L, 4L * 2 * 8 * 64);
    assertThat(summary.at("/eval/loss").doubleValue()).isPositive();
    assertThat(summary.at("/eval/unigram_entropy").doubleValue()).isPositive();
    assertThat(quickstart.output().resolve("model.safetensors")).isNotEmptyFile();
    assertThat(Files.readAllLines(quickstart.output().resolve("trainer_log.jsonl"))).isNotEmpty();
    assertThat(quickstart.output().resolve("report.html")).isNotEmptyFile();
    assertThat(Files.readString(quickstart.output().resolve("environment.json")))
        .contains("\"workers\" : \"2\"");
  }

  /** What {@code spark-submit} wrote to standard output, by lines. */
  private List<String> submit(String... arguments) throws Exception {
    Path sparkHome = Path.of(Python.run(folder, "spark_home.py").textValue());
    List<String> command = new ArrayList<>();
    command.add(sparkHome.resolve("bin").resolve("spark-submit").toString());
    command.addAll(List.of("--master", "local[2]", "--driver-memory", "2g"));
    for (String setting :
        List.of("driver.host=127.0.0.1", "driver.bindAddress=127.0.0.1", "ui.enabled=false")) {
      command.addAll(List.of("--conf", "spark." + setting));
    }
    command.addAll(List.of("--class", "dev.heddle.jobs.Heddle", JOB_JAR.toString()));
    command.addAll(List.of(arguments));
    return run(command, Map.of("SPARK_HOME", sparkHome.toString()));
  }

  private List<String> run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = folder.resolve("stdout");
    Path errors = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int exitCode = builder.start().waitFor();
    assertThat(exitCode).as("%s: %s", command, Files.readString(errors)).isZero();
    return Files.readAllLines(output);
  }
}
