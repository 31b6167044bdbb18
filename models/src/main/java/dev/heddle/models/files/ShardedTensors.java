package dev.heddle.models.files;

import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tensors in several safetensors files, told apart by an index. */
final class ShardedTensors implements StoredTensors {
  private final String name;
  private final Map<String, SafetensorsReader> shards = new TreeMap<>();
  private final Map<String, SafetensorsReader> owners = new LinkedHashMap<>();

  private ShardedTensors(String name) {
    this.name = name;
  }

  /**
   * Opens all files that an index names and compares their headers with it.
   *
   * @throws ModelFolderException naming every file that is missing or broken and every tensor that
   *     is not exactly where the index says
   */
  static ShardedTensors open(Storage storage, URI folder, ShardIndex index) {
    ShardedTensors tensors = new ShardedTensors(folder.toString());
    try {
      List<String> problems = tensors.openShards(storage, folder, index);
      tensors.compare(index, problems);
      if (!problems.isEmpty()) {
        throw new ModelFolderException(
            "Cannot read sharded weights: folder=%s; %s; copy or export the folder again"
                .formatted(folder, String.join("; ", ShardIndex.firstOf(problems))));
      }
      return tensors;
    } catch (RuntimeException failure) {
      tensors.close();
      throw failure;
    }
  }

  private List<String> openShards(Storage storage, URI folder, ShardIndex index) {
    List<String> problems = new ArrayList<>();
    for (String file : index.names()) {
      URI location = Storage.below(folder, file);
      if (!storage.exists(location)) {
        problems.add("%s is missing, which the index names".formatted(file));
        continue;
      }
      try {
        shards.put(file, SafetensorsReader.open(storage, location));
      } catch (SafetensorsException broken) {
        problems.add(broken.getMessage());
      }
    }
    return problems;
  }

  private void compare(ShardIndex index, List<String> problems) {
    new TreeMap<>(index.files())
        .forEach(
            (tensor, file) -> {
              SafetensorsReader shard = shards.get(file);
              if (shard != null && shard.find(tensor).isEmpty()) {
                problems.add(
                    "tensor %s is not in %s, where the index has it".formatted(tensor, file));
              }
            });
    shards.forEach((file, shard) -> claim(file, shard, index, problems));
  }

  private void claim(
      String file, SafetensorsReader shard, ShardIndex index, List<String> problems) {
    for (TensorInfo info : shard.tensors()) {
      String indexed = index.files().get(info.name());
      if (indexed == null) {
        problems.add("tensor %s of %s is not in the index".formatted(info.name(), file));
      } else if (!indexed.equals(file)) {
        problems.add(
            "tensor %s is in %s, and the index has it in %s".formatted(info.name(), file, indexed));
      } else {
        owners.put(info.name(), shard);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TensorInfo> tensors() {
    return owners.entrySet().stream().map(entry -> entry.getValue().info(entry.getKey())).toList();
  }

  @Override
  public Optional<TensorInfo> find(String tensor) {
    return Optional.ofNullable(owners.get(tensor)).flatMap(shard -> shard.find(tensor));
  }

  @Override
  public void read(String tensor, long offset, ByteBuffer target) {
    owner(tensor).read(tensor, offset, target);
  }

  @Override
  public void readFloats(String tensor, long firstElement, ByteBuffer target) {
    owner(tensor).readFloats(tensor, firstElement, target);
  }

  private SafetensorsReader owner(String tensor) {
    SafetensorsReader owner = owners.get(tensor);
    if (owner == null) {
      throw new SafetensorsException(
          "Cannot read tensor: name=%s; folder=%s has no such tensor among its %d"
              .formatted(tensor, name, owners.size()));
    }
    return owner;
  }

  @Override
  public void close() {
    shards.values().forEach(SafetensorsReader::close);
  }
}
