package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.jobs.search.SentenceEncoder;
import dev.heddle.storage.HadoopStorage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that was trained on pairs makes the same vectors in sentence-transformers. */
class ContrastiveTorchIT {
  private static final ObjectMapper json = new ObjectMapper();

  private static final List<String> TEXTS =
      List.of(
          "Returns the number of elements",
          "public int size() {\n  return count;\n}",
          "a",
          "Größe, naïve façade and \u65e5\u672c",
          "reads a file line by line and closes it at the end ".repeat(40),
          "x".repeat(500));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "modernbert, mean, bidirectional",
    "llama, last, bidirectional",
    "llama, mean, causal"
  })
  void vectorsOfQueriesAndDocumentsAreTheSame(String architecture, String pooling, String attention)
      throws Exception {
    Quickstart run =
        Quickstart.on(folder, "gson", "commons-text")
            .tiny(architecture, 15)
            .with(
                "dataset.format=java_methods",
                "objective.type=contrastive",
                "objective.pooling=" + pooling,
                "objective.attention=" + attention,
                "objective.query_prompt=search for: ",
                "objective.document_prompt=code");
    run.run("train");
    Path file = folder.resolve("texts.json");
    json.writeValue(file.toFile(), TEXTS);

    JsonNode python = Python.run(folder, "contrastive_vectors.py", run.output(), file);

    assertThat(json.convertValue(python.get("modules"), String[].class))
        .containsExactly("Transformer", "Pooling", "Normalize");
    assertThat(python.get("similarity").textValue()).contains("cosine");
    assertThat(python.get("longest").intValue()).isEqualTo(64);
    try (SentenceEncoder encoder =
        SentenceEncoder.open(HadoopStorage.local(), run.output().toUri())) {
      float[] queries = new float[TEXTS.size() * encoder.width()];
      for (int text = 0; text < TEXTS.size(); text++) {
        float[] vector = encoder.query(TEXTS.get(text));
        System.arraycopy(vector, 0, queries, text * vector.length, vector.length);
      }
      assertClose(queries, json.convertValue(python.get("queries"), float[][].class));
      assertClose(
          encoder.documents(TEXTS), json.convertValue(python.get("documents"), float[][].class));
    }
  }

  private static void assertClose(float[] found, float[][] expected) {
    int width = expected[0].length;
    assertThat(found).hasSize(expected.length * width);
    for (int text = 0; text < expected.length; text++) {
      double largest = 0;
      for (int i = 0; i < width; i++) {
        largest = Math.max(largest, Math.abs(found[text * width + i] - expected[text][i]));
      }
      assertThat(largest).as("text %d", text).isLessThan(1e-4);
    }
  }
}
