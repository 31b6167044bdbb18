package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loading a checkpoint holds it in memory once: the peak of the resident set beyond that of the
 * started engine stays below 1.3 times the file. {@code -Dheddle.checkpoint_mib=1024} measures a
 * larger one than every build can afford.
 */
class LoadingMemoryIT {
  private static final int MIB = Integer.getInteger("heddle.checkpoint_mib", 128);
  private static final int WIDTH = 1024;
  private static final Path STATUS = Path.of("/proc/self/status");

  private final Storage storage = HadoopStorage.local();

  @Test
  void theWeightsAreInMemoryOnce(@TempDir Path folder) throws IOException {
    assumeTrue(Files.exists(STATUS), "the peak is read from Linux's /proc");
    long fileBytes = write(folder);
    ModelFolder stored = ModelFolder.open(storage, folder.toUri());
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1)) {
      load(engine, ModelFolder.open(storage, warmUp(folder).toUri())).close();
      System.gc();
      Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // the peak starts from now
      long before = kibibytes("VmRSS") << 10;

      try (Model model = load(engine, stored)) {
        long beyond = (kibibytes("VmHWM") << 10) - before;
        System.out.printf(
            "Loading %d MiB took %d MiB at most, %.2f times the file%n",
            fileBytes >> 20, beyond >> 20, (double) beyond / fileBytes);

        assertThat(model.parameters().stream().mapToLong(Parameter::size).sum() * Float.BYTES)
            .isBetween(fileBytes - (1 << 20), fileBytes);
        assertThat(beyond).isBetween(fileBytes / 2, fileBytes * 13 / 10);
      }
    }
  }

  private static Model load(TensorEngine engine, ModelFolder folder) {
    return folder.load(
        new ModelRequest(folder.vocabulary(), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1));
  }

  /** A small checkpoint, so that classes and kernels are there before anything is measured. */
  private static Path warmUp(Path folder) throws IOException {
    Path small = Files.createDirectory(folder.resolve("small"));
    new CheckpointCopy("bert", small).write();
    return small;
  }

  /** A Llama whose layers take the given size; a quarter of it are the two tables. */
  private static long write(Path folder) throws IOException {
    int layer = 4 * (4 * WIDTH * WIDTH + 3 * WIDTH * 2 * WIDTH + 2 * WIDTH);
    int layers = (int) Math.max(1, ((long) MIB << 20) * 3 / 4 / layer);
    int vocabulary = (int) ((((long) MIB << 20) - (long) layers * layer) / (8L * WIDTH));
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_size": %d, "intermediate_size": %d, "vocab_size": %d,
         "num_hidden_layers": %d, "num_attention_heads": 8, "num_key_value_heads": 8,
         "tie_word_embeddings": false}
        """
            .formatted(WIDTH, 2 * WIDTH, vocabulary, layers));
    Path file = folder.resolve(ModelFolder.WEIGHTS);
    try (OutputStream stream = Files.newOutputStream(file)) {
      SafetensorsWriter.write(stream, tensors(layers, vocabulary), SafetensorsWriter.PYTORCH);
    }
    return Files.size(file);
  }

  private static List<NamedTensor> tensors(int layers, int vocabulary) {
    List<NamedTensor> tensors = new ArrayList<>();
    tensors.add(filled("model.embed_tokens.weight", vocabulary, WIDTH));
    tensors.add(filled("lm_head.weight", vocabulary, WIDTH));
    tensors.add(filled("model.norm.weight", WIDTH));
    for (int layer = 0; layer < layers; layer++) {
      String at = "model.layers." + layer + ".";
      Stream.of("q_proj", "k_proj", "v_proj", "o_proj")
          .forEach(name -> tensors.add(filled(at + "self_attn." + name + ".weight", WIDTH, WIDTH)));
      tensors.add(filled(at + "mlp.gate_proj.weight", 2 * WIDTH, WIDTH));
      tensors.add(filled(at + "mlp.up_proj.weight", 2 * WIDTH, WIDTH));
      tensors.add(filled(at + "mlp.down_proj.weight", WIDTH, 2 * WIDTH));
      tensors.add(filled(at + "input_layernorm.weight", WIDTH));
      tensors.add(filled(at + "post_attention_layernorm.weight", WIDTH));
    }
    return tensors;
  }

  /** Ones, row by row, so that this does not take memory either. */
  private static NamedTensor filled(String name, long... shape) {
    TensorInfo info = TensorInfo.of(name, TensorType.F32, shape);
    int row = (int) shape[shape.length - 1];
    ByteBuffer ones = ByteBuffer.allocate(row * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, row).forEach(i -> ones.putFloat(i * Float.BYTES, 1));
    int rows = (int) (info.elements() / row);
    return new NamedTensor(
        info, () -> IntStream.range(0, rows).mapToObj(i -> ones.duplicate()).iterator());
  }

  private static long kibibytes(String key) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
