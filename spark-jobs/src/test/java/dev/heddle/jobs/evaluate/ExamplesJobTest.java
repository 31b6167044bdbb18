package dev.heddle.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.objectives.evaluation.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored models are measured from a run file; what they should give, PyTorch computed. */
class ExamplesJobTest {
  private static final ObjectMapper json = new ObjectMapper();

  /** Written by the objectives' {@code make_models.py}. */
  private static final Path MODELS =
      Path.of("../objectives/src/test/resources/dev/heddle/objectives/evaluation")
          .toAbsolutePath()
          .normalize();

  @TempDir Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    JsonNode expected = json.readTree(MODELS.resolve("causal/expected.json").toFile());
    StringBuilder lines = new StringBuilder();
    for (JsonNode text : expected.path("texts")) {
      ObjectNode row = json.createObjectNode().put("content", text.asText());
      lines.append(row).append('\n');
    }
    Files.writeString(folder.resolve("rows.jsonl"), lines);
  }

  @Test
  void aStoredModelIsMeasuredAndItsResultsAreWritten() throws IOException {
    ExamplesJob.Summary found = run("causal", "[perplexity]", "out");

    JsonNode first = json.readTree(MODELS.resolve("causal/expected.json").toFile());
    JsonNode window = first.path("windows").path(0);
    assertThat(window.path("max_length").asInt()).isEqualTo(8);
    assertThat(Math.log(found.eval().get("eval_perplexity")))
        .isCloseTo(window.path("nats").asDouble() / window.path("tokens").asLong(), within(1e-5));
    assertThat(found.model()).endsWith("evaluation/causal");
    JsonNode written = json.readTree(folder.resolve("out/eval_results.json").toFile());
    assertThat(json.convertValue(written, new TypeReference<Map<String, Double>>() {}))
        .isEqualTo(found.eval());
    assertThat(written.size()).isEqualTo(5);
  }

  @Test
  void aModelIsAskedOnlyForWhatItComputes() {
    assertThatThrownBy(() -> run("classifier", "[perplexity]", "out"))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith(
            "Cannot evaluate: evaluation.metrics=[perplexity]; the model is of type bert and"
                + " computes accuracy, f1_macro, f1_micro, but perplexity needs a causal");
  }

  @Test
  void withoutAModelThereMustBeARun() {
    RunSettings settings = settings("", "[perplexity]", "nowhere");
    assertThatThrownBy(() -> new ExamplesJob(settings, settings.evaluation().orElseThrow()).run())
        .hasMessageStartingWith("Cannot evaluate: output_dir=")
        .hasMessageEndingWith("; no run is there; train first, or correct the folder");
  }

  private ExamplesJob.Summary run(String model, String metrics, String output) {
    RunSettings settings = settings("model_path: " + MODELS.resolve(model), metrics, output);
    return new ExamplesJob(settings, settings.evaluation().orElseThrow()).run();
  }

  private RunSettings settings(String modelPath, String metrics, String output) {
    String yaml =
        """
        output_dir: %s
        dataset: {path: corpus}
        model: {architecture: bert}
        objective: {type: mlm}
        evaluation:
          path: %s
          metrics: %s
          text_column: content
          max_length: 8
          stride: 4
          %s
        """
            .formatted(folder.resolve(output), folder.resolve("rows.jsonl"), metrics, modelPath);
    return RunFile.ofOpenYaml("run", yaml, List.of()).bind(RunSettings.class);
  }
}
