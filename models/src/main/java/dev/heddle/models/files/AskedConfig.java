package dev.heddle.models.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model's config that remembers which of its keys it was asked for. */
@SuppressWarnings("unchecked") // of deepCopy, as Jackson declares it
final class AskedConfig extends ObjectNode {
  private static final long serialVersionUID = 1L;

  /**
   * About the file or the program that wrote it, not about what a model computes; {@code is_causal}
   * is for who encodes texts with a decoder.
   */
  private static final Set<String> ABOUT =
      Set.of(
          "_name_or_path",
          "architectures",
          "dtype",
          "is_causal",
          "model_type",
          "torch_dtype",
          "transformers_version",
          "use_cache");

  @SuppressWarnings("serial") // never serialised
  private final Set<String> asked;

  private AskedConfig(Map<String, JsonNode> content, Set<String> asked) {
    super(JsonNodeFactory.instance, content);
    this.asked = asked;
  }

  static AskedConfig of(ObjectNode config) {
    Map<String, JsonNode> content = new LinkedHashMap<>();
    config.properties().forEach(entry -> content.put(entry.getKey(), entry.getValue()));
    return new AskedConfig(content, new TreeSet<>());
  }

  /** A copy that families may complete; a key asked of it counts as asked of this one. */
  @Override
  public ObjectNode deepCopy() {
    Map<String, JsonNode> content = new LinkedHashMap<>();
    properties().forEach(entry -> content.put(entry.getKey(), entry.getValue().deepCopy()));
    return new AskedConfig(content, asked);
  }

  @Override
  public JsonNode get(String key) {
    asked.add(key);
    return super.get(key);
  }

  @Override
  public JsonNode path(String key) {
    asked.add(key);
    return super.path(key);
  }

  /** Keys that hold something and that nobody asked for, sorted. */
  List<String> ignored() {
    List<String> ignored = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : properties()) {
      String key = entry.getKey();
      if (!entry.getValue().isNull() && !ABOUT.contains(key) && !asked.contains(key)) {
        ignored.add(key);
      }
    }
    ignored.sort(null);
    return List.copyOf(ignored);
  }
}
