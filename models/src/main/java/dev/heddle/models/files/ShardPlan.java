package dev.heddle.models.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How tensors are spread over files: in their order, each file filled up to a size. A tensor beyond
 * the size has a file of its own.
 *
 * @param files tensors by the name of their file, in order
 */
record ShardPlan(Map<String, List<NamedTensor>> files) {

  /** One file if all fits into it. */
  static ShardPlan of(List<NamedTensor> tensors, long maxBytes) {
    List<List<NamedTensor>> shards = new ArrayList<>();
    shards.add(new ArrayList<>());
    long filled = 0;
    for (NamedTensor tensor : tensors) {
      long bytes = tensor.info().bytes();
      if (filled > 0 && filled + bytes > maxBytes) {
        shards.add(new ArrayList<>());
        filled = 0;
      }
      shards.get(shards.size() - 1).add(tensor);
      filled += bytes;
    }
    Map<String, List<NamedTensor>> files = new LinkedHashMap<>();
    shards.forEach(shard -> files.put(name(files.size() + 1, shards.size()), shard));
    return new ShardPlan(files);
  }

  private static String name(int number, int count) {
    return count == 1
        ? ModelFolder.WEIGHTS
        : "model-%05d-of-%05d.safetensors".formatted(number, count);
  }

  /** The index, where there are several files. */
  Optional<ShardIndex> index() {
    if (files.size() == 1) {
      return Optional.empty();
    }
    Map<String, String> places = new LinkedHashMap<>();
    files.forEach(
        (file, tensors) -> tensors.forEach(tensor -> places.put(tensor.info().name(), file)));
    return Optional.of(new ShardIndex(places));
  }
}
