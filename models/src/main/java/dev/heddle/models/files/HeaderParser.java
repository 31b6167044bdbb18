package dev.heddle.models.files;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a safetensors header and refuses whatever the format forbids. */
final class HeaderParser {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String file;

  /** A tensor with the offsets that the header states. */
  private record Claim(TensorInfo info, long begin, long end) {}

  HeaderParser(String file) {
    this.file = file;
  }

  SafetensorsHeader parse(byte[] json, long dataBytes) {
    List<Claim> claims = new ArrayList<>();
    Map<String, String> metadata = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : tree(json).properties()) {
      if (field.getKey().equals(SafetensorsHeader.METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        claims.add(claim(field.getKey(), field.getValue()));
      }
    }
    claims.sort(comparing(Claim::begin).thenComparing(Claim::end));
    checkLayout(claims, dataBytes);
    return SafetensorsHeader.inFileOrder(claims.stream().map(Claim::info).toList(), metadata);
  }

  private JsonNode tree(byte[] json) {
    // The format wants the brace first, where JSON itself would allow blanks.
    if (json.length == 0 || json[0] != '{') {
      throw broken("header does not begin with {");
    }
    try {
      return JSON.readTree(json);
    } catch (IOException failure) {
      throw new SafetensorsException(
          broken("header is no JSON object with unique names: " + firstLine(failure)).getMessage(),
          failure);
    }
  }

  private void readMetadata(JsonNode node, Map<String, String> metadata) {
    if (!node.isObject()) {
      throw broken("__metadata__ must be an object of texts");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw broken("__metadata__." + field.getKey() + " must be a text");
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
  }

  private Claim claim(String name, JsonNode node) {
    if (!node.isObject() || node.size() != 3) {
      throw broken("tensor " + name + " must have exactly dtype, shape and data_offsets");
    }
    List<Long> offsets = sizes(name, "data_offsets", node.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw broken(
          "tensor " + name + " has data_offsets " + offsets + " where [begin, end] must stand");
    }
    TensorInfo info =
        new TensorInfo(
            name, type(name, node.path("dtype")), sizes(name, "shape", node.path("shape")));
    checkSize(info, offsets.get(1) - offsets.get(0));
    return new Claim(info, offsets.get(0), offsets.get(1));
  }

  private TensorType type(String name, JsonNode node) {
    return TensorType.find(node.asText())
        .orElseThrow(() -> broken("tensor " + name + " has unknown or unsupported dtype " + node));
  }

  private List<Long> sizes(String name, String key, JsonNode array) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : array) {
      if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
        throw broken(
            "tensor "
                + name
                + " has "
                + key
                + " "
                + array
                + " with other than whole numbers from 0");
      }
      sizes.add(size.longValue());
    }
    if (!array.isArray()) {
      throw broken("tensor " + name + " has no list " + key);
    }
    return sizes;
  }

  private void checkSize(TensorInfo info, long found) {
    long needed;
    try {
      needed = info.bytes();
    } catch (ArithmeticException overflow) {
      throw broken("tensor " + info.name() + " has the impossible shape " + info.shape());
    }
    if (needed != found) {
      throw broken(
          "tensor %s of %s %s needs %d bytes and has %d"
              .formatted(info.name(), info.type(), info.shape(), needed, found));
    }
  }

  private void checkLayout(List<Claim> claims, long dataBytes) {
    long reached = 0;
    for (Claim claim : claims) {
      if (claim.begin() != reached) {
        throw broken(
            "tensor %s begins at %d, %s the data before it, which ends at %d"
                .formatted(
                    claim.info().name(),
                    claim.begin(),
                    claim.begin() < reached ? "inside" : "leaving a hole after",
                    reached));
      }
      reached = claim.end();
    }
    if (reached != dataBytes) {
      throw broken("tensors end at byte %d of %d bytes of data".formatted(reached, dataBytes));
    }
  }

  private SafetensorsException broken(String problem) {
    return SafetensorsException.unreadable(file, problem);
  }

  private static String firstLine(IOException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
