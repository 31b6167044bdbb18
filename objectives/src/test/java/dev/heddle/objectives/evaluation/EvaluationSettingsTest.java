package dev.heddle.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationSettingsTest {

  @TempDir Path folder;

  @Test
  void defaults() throws IOException {
    assertThat(bind("path: a.jsonl\nmetrics: [accuracy]"))
        .isEqualTo(
            new EvaluationSettings(
                "a.jsonl",
                List.of("accuracy"),
                Optional.empty(),
                "text",
                "prompt",
                "answer",
                "label",
                Optional.empty(),
                Optional.empty(),
                128,
                8192));
  }

  @Test
  void everyKey() throws IOException {
    assertThat(
            bind(
                """
                path: hdfs:///a.parquet
                metrics: [perplexity, masked_accuracy]
                model_path: hdfs:///m
                text_column: t
                prompt_column: p
                answer_column: a
                label_column: l
                max_length: 64
                stride: 16
                max_new_tokens: 5
                batch_tokens: 100
                """))
        .isEqualTo(
            new EvaluationSettings(
                "hdfs:///a.parquet",
                List.of("perplexity", "masked_accuracy"),
                Optional.of("hdfs:///m"),
                "t",
                "p",
                "a",
                "l",
                Optional.of(64),
                Optional.of(16),
                5,
                100));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                bind(
                    """
                    path: " "
                    metrics: [perplexty]
                    max_length: 8
                    stride: 8
                    max_new_tokens: 0
                    batch_tokens: 0
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must not be blank")
        .hasMessageContaining("metrics=[perplexty]; must be one or more of accuracy, ")
        .hasMessageContaining("perplexity")
        .hasMessageContaining("stride=8; must be below max_length=8")
        .hasMessageContaining("max_new_tokens=0; must be above 0")
        .hasMessageContaining("batch_tokens=0; must be above 0");
  }

  @Test
  void aMetricIsNamedOnceAndAtLeastOneIs() {
    assertThatThrownBy(() -> bind("path: a.jsonl\nmetrics: [accuracy, accuracy]"))
        .hasMessageContaining("metrics=[accuracy, accuracy]; must differ");
    assertThatThrownBy(() -> bind("path: a.jsonl\nmetrics: []"))
        .hasMessageContaining("metrics=[]; must be one or more of ");
  }

  private EvaluationSettings bind(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), yaml);
    return RunFile.load(file, List.of(), Map.of()).bind(EvaluationSettings.class);
  }
}
