package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training writes is safetensors to Hugging Face's library: same names, shapes and values. */
class SafetensorsInteropIT {
  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    Quickstart quickstart = Quickstart.on(folder, "gson", "commons-text").tiny("modernbert", 3);
    quickstart.run("train");
    run = quickstart.output();
  }

  @Test
  void theExportedWeights() throws Exception {
    JsonNode tensors = assertSameTensors(run.resolve("model.safetensors"));

    assertThat(tensors.at("/model.embeddings.tok_embeddings.weight/shape").toString())
        .isEqualTo("[600,48]");
  }

  @Test
  void theOptimizersMoments() throws Exception {
    Path checkpoint = run.resolve("checkpoint-3");
    JsonNode weights = assertSameTensors(checkpoint.resolve("model.safetensors"));
    JsonNode moments = assertSameTensors(checkpoint.resolve("optimizer.safetensors"));

    assertThat(names(moments))
        .containsAll(names(weights).stream().map("exp_avg."::concat).toList())
        .containsAll(names(weights).stream().map("exp_avg_sq."::concat).toList());
  }

  /** Compares Python's reading of a file with Heddle's; gives the former. */
  private static JsonNode assertSameTensors(Path file) throws Exception {
    JsonNode python = Python.run(folder, "read_safetensors.py", file);
    JsonNode tensors = python.get("tensors");
    assertThat(python.get("metadata").toString()).isEqualTo("{\"format\":\"pt\"}");
    try (SafetensorsReader heddle =
        SafetensorsReader.open(HadoopStorage.local(), Quickstart.uri(file))) {
      assertThat(names(tensors))
          .isNotEmpty()
          .isEqualTo(
              heddle.header().tensors().stream().map(TensorInfo::name).collect(Collectors.toSet()));
      heddle.header().tensors().forEach(info -> assertSame(tensors.get(info.name()), heddle, info));
    }
    return tensors;
  }

  private static void assertSame(JsonNode python, SafetensorsReader heddle, TensorInfo info) {
    ByteBuffer memory = ByteBuffer.allocate((int) info.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    heddle.readFloats(info.name(), memory);
    FloatBuffer values = memory.flip().asFloatBuffer();
    double sum = 0;
    double weightedSum = 0;
    for (int i = 0; i < values.limit(); i++) {
      sum += values.get(i);
      weightedSum += values.get(i) * (i % 251 + 1.0);
    }
    assertThat(python.get("dtype").textValue()).as(info.name()).isEqualTo("float32");
    assertThat(python.get("shape").toString())
        .as(info.name())
        .isEqualTo(info.shape().toString().replace(" ", ""));
    assertThat(python.get("sum").doubleValue()).as(info.name()).isCloseTo(sum, within(1e-6));
    assertThat(python.get("weighted_sum").doubleValue())
        .as(info.name())
        .isCloseTo(weightedSum, within(1e-6));
  }

  private static Set<String> names(JsonNode tensors) {
    Set<String> names = new TreeSet<>();
    tensors.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
