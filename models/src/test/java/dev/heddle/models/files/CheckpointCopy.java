package dev.heddle.models.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A checkpoint that transformers wrote, copied so that a test can alter it before it is opened. */
final class CheckpointCopy {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, NamedTensor> tensors = new LinkedHashMap<>();
  private final ObjectNode config;

  /**
   * @param fixture a folder of {@code models/fixtures}
   */
  CheckpointCopy(String fixture, Path folder) throws IOException {
    this.folder = folder;
    String source = "../fixtures/" + fixture + "/";
    this.config = (ObjectNode) JSON.readTree(Fixtures.bytes(source + "config.json"));
    SafetensorsReader reader = Fixtures.open(Fixtures.bytes(source + "model.safetensors"));
    reader.tensors().forEach(info -> add(info, Fixtures.raw(reader, info.name())));
  }

  ObjectNode config() {
    return config;
  }

  List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  float[] floats(String name) {
    NamedTensor tensor = tensors.get(name);
    float[] values = new float[(int) tensor.info().elements()];
    NamedTensor.view(tensor.parts().iterator().next()).asFloatBuffer().get(values);
    return values;
  }

  CheckpointCopy add(TensorInfo info, ByteBuffer bytes) {
    tensors.put(info.name(), NamedTensor.of(info, () -> bytes));
    return this;
  }

  /** Adds a tensor with the values of another. */
  CheckpointCopy copy(String from, String to) {
    return add(tensors.get(from), to);
  }

  private CheckpointCopy add(NamedTensor tensor, String name) {
    TensorInfo info = new TensorInfo(name, tensor.info().type(), tensor.info().shape());
    tensors.put(name, new NamedTensor(info, tensor.parts()));
    return this;
  }

  CheckpointCopy remove(String name) {
    tensors.remove(name);
    return this;
  }

  CheckpointCopy rename(UnaryOperator<String> change) {
    List<NamedTensor> all = new ArrayList<>(tensors.values());
    tensors.clear();
    all.forEach(tensor -> add(tensor, change.apply(tensor.info().name())));
    return this;
  }

  CheckpointCopy store(TensorType type) {
    tensors.replaceAll((name, tensor) -> tensor.as(type));
    return this;
  }

  CheckpointCopy config(Consumer<ObjectNode> change) {
    change.accept(config);
    return this;
  }

  /** Writes the folder with all tensors in one file. */
  URI write() throws IOException {
    writeConfig();
    Files.write(folder.resolve("model.safetensors"), Fixtures.written(tensors.values()));
    return folder.toUri();
  }

  /** Writes the folder with tensors in two files by turns, and an index. */
  URI writeShards(Consumer<ObjectNode> change) throws IOException {
    writeConfig();
    List<List<NamedTensor>> shards = List.of(new ArrayList<>(), new ArrayList<>());
    Map<String, String> files = new LinkedHashMap<>();
    int turn = 0;
    for (NamedTensor tensor : tensors.values()) {
      shards.get(turn % 2).add(tensor);
      files.put(tensor.info().name(), shard(turn++ % 2));
    }
    for (int number = 0; number < 2; number++) {
      Files.write(folder.resolve(shard(number)), Fixtures.written(shards.get(number)));
    }
    ObjectNode index = new ShardIndex(files).json(1, 1);
    change.accept(index);
    Files.write(folder.resolve(ShardIndex.FILE), JSON.writeValueAsBytes(index));
    return folder.toUri();
  }

  private void writeConfig() throws IOException {
    Files.write(folder.resolve("config.json"), JSON.writeValueAsBytes(config));
  }

  static String shard(int number) {
    return "model-0000%d-of-00002.safetensors".formatted(number + 1);
  }
}
