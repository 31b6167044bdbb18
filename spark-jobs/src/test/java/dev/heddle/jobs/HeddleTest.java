package dev.heddle.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeddleTest {
  @TempDir Path folder;

  private final PrintStream realOut = System.out;
  private final PrintStream realError = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(realOut);
    System.setErr(realError);
  }

  @Test
  void aWrongRunFileNamesEveryProblemAndExitsWithTwo() throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(
        file,
        """
        output_dir: out
        dataset:
          path: corpus
          max_seq_lenght: 64
        model:
          architecture: modernbart
        objective:
          type: mlm
          mlm_probability: 1.5
        trainer:
          max_steps: many
        report_to: [mlflow]
        """);

    int exitCode = Heddle.run("train", file.toString(), "trainer.seed");

    assertThat(exitCode).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("6 problems")
        .contains(file + ":4: dataset.max_seq_lenght=64; unknown key")
        .contains("did you mean dataset.max_seq_length?")
        .contains(file + ":6: model.architecture=modernbart")
        .contains(file + ":9: objective.mlm_probability=1.5")
        .contains(file + ":11: trainer.max_steps=many")
        .contains(file + ":12: report_to")
        .contains("command line: trainer.seed");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aDryRunPrintsTheResolvedSettingsAndDoesNothing() {
    Path recipe = Path.of("..", "configs", "quickstart.yaml");
    Path output = folder.resolve("run");

    int exitCode = Heddle.run("train", recipe.toString(), "--dry-run", "output_dir=" + output);

    assertThat(exitCode).isZero();
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("output_dir: " + output)
        .contains("gradient_accumulation_steps: 1");
    assertThat(output).doesNotExist();
  }

  @Test
  void listsRecipesObjectivesAndArchitectures() {
    System.setProperty("heddle.home", "..");

    assertThat(Heddle.run("ls")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("configs/quickstart.yaml")
        .contains("Trains a small masked language model")
        .containsSubsequence("objectives", "  mlm", "architectures", "  bert", "  modernbert");
  }

  @Test
  void anUnknownVerbIsRefused() {
    assertThat(Heddle.run("trian", "run.yaml")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8)).contains("train");
  }
}
