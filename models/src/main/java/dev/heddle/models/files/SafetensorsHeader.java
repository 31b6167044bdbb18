package dev.heddle.models.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of a safetensors file: a length of 8 bytes, JSON of that length padded with blanks, then
 * the data without gaps. Tensors stand in the order of their data.
 *
 * <p>Format: <a href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
public final class SafetensorsHeader {
  static final long LIMIT = 100_000_000;
  static final String METADATA = "__metadata__";

  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Comparator<TensorInfo> FILE_ORDER =
      Comparator.comparing(TensorInfo::type)
          .reversed()
          .thenComparing(
              info -> info.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final Map<String, Placed> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata;
  private long dataBytes;

  /** A tensor and where its data begins, counted from the end of the header. */
  record Placed(TensorInfo info, long begin) {}

  private SafetensorsHeader(Iterable<TensorInfo> inOrder, Map<String, String> metadata) {
    this.metadata = metadata;
    for (TensorInfo info : inOrder) {
      if (tensors.put(info.name(), new Placed(info, dataBytes)) != null) {
        throw new SafetensorsException(
            "Cannot lay out safetensors: name=" + info.name() + " occurs twice; names must differ");
      }
      dataBytes = Math.addExact(dataBytes, info.bytes());
    }
  }

  /** Lays tensors out as the Hugging Face writer does: widest types first, then by name. */
  public static SafetensorsHeader layOut(
      Collection<TensorInfo> tensors, Map<String, String> metadata) {
    return new SafetensorsHeader(
        tensors.stream().sorted(FILE_ORDER).toList(), new TreeMap<>(metadata));
  }

  /** Keeps tensors in the order in which a file has them. */
  static SafetensorsHeader inFileOrder(List<TensorInfo> tensors, Map<String, String> metadata) {
    return new SafetensorsHeader(tensors, metadata);
  }

  /** In the order of their data. */
  public List<TensorInfo> tensors() {
    return tensors.values().stream().map(Placed::info).toList();
  }

  /** Free text by key; {@code format=pt} marks a file whose names and shapes are PyTorch's. */
  public Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /** Size of all data after the header. */
  public long dataBytes() {
    return dataBytes;
  }

  Optional<Placed> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /** The JSON as it stands in the file, padding included; without the leading length. */
  byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode words = root.putObject(METADATA);
      metadata.forEach(words::put);
    }
    tensors.values().forEach(placed -> describe(placed, root.putObject(placed.info().name())));
    return padded(root);
  }

  private static void describe(Placed placed, ObjectNode node) {
    node.put("dtype", placed.info().type().name());
    placed.info().shape().forEach(node.putArray("shape")::add);
    node.putArray("data_offsets").add(placed.begin()).add(placed.begin() + placed.info().bytes());
  }

  private static byte[] padded(ObjectNode root) {
    try {
      byte[] json = JSON.writeValueAsBytes(root);
      int excess = json.length % ALIGNMENT;
      byte[] padded =
          Arrays.copyOf(json, excess == 0 ? json.length : json.length + ALIGNMENT - excess);
      Arrays.fill(padded, json.length, padded.length, (byte) ' ');
      return padded;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write safetensors header", impossible);
    }
  }
}
