package dev.heddle.models.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code model.safetensors.index.json}: which file of a folder holds which tensor.
 *
 * @param files a file's name by the tensor's
 */
record ShardIndex(Map<String, String> files) {
  static final String FILE = "model.safetensors.index.json";

  private static final String MAP = "weight_map";
  private static final int SHOWN = 5;

  ShardIndex {
    files = Map.copyOf(files);
  }

  /**
   * Reads an index that exists.
   *
   * @throws ModelFolderException when it is no map from tensors to files of the same folder
   */
  static ShardIndex read(Storage storage, URI file) {
    JsonNode map = JsonFile.read(storage, file).path(MAP);
    List<String> problems = new ArrayList<>();
    if (!map.isObject() || map.isEmpty()) {
      problems.add(MAP + " must be an object that names a file for each tensor");
    }
    Map<String, String> files = new TreeMap<>();
    map.properties()
        .forEach(
            entry -> {
              if (isFileName(entry.getValue())) {
                files.put(entry.getKey(), entry.getValue().textValue());
              } else {
                problems.add(
                    "%s.%s=%s must name a .safetensors file of the folder"
                        .formatted(MAP, entry.getKey(), entry.getValue()));
              }
            });
    if (!problems.isEmpty()) {
      throw new ModelFolderException(
          "Cannot read index: file=%s; %s; copy or export the folder again"
              .formatted(file, String.join("; ", firstOf(problems))));
    }
    return new ShardIndex(files);
  }

  /** A path would lead out of the folder. */
  private static boolean isFileName(JsonNode value) {
    return value.isTextual() && value.textValue().matches("[^/\\\\]+\\.safetensors");
  }

  /** Names of files, sorted. */
  SortedSet<String> names() {
    return new TreeSet<>(files.values());
  }

  /**
   * The file's content.
   *
   * @param bytes of all tensors
   * @param elements of all tensors
   */
  ObjectNode json(long bytes, long elements) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("metadata").put("total_parameters", elements).put("total_size", bytes);
    ObjectNode map = json.putObject(MAP);
    new TreeMap<>(files).forEach(map::put);
    return json;
  }

  /** A broken file may have a million problems; some tell enough. */
  static List<String> firstOf(List<String> problems) {
    if (problems.size() <= SHOWN) {
      return problems;
    }
    List<String> first = new ArrayList<>(problems.subList(0, SHOWN));
    first.add("and %d more".formatted(problems.size() - SHOWN));
    return first;
  }
}
