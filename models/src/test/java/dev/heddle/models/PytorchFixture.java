package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.storage.SeekableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small model of Hugging Face's transformers with what PyTorch computes with it; written by
 * {@code src/test/python/make_fixtures.py}, which says what each tensor is.
 */
final class PytorchFixture {
  private final String folder;
  private final SafetensorsReader weights;
  private final SafetensorsReader expected;

  PytorchFixture(String name) {
    this.folder = "/dev/heddle/models/fixtures/" + name + "/";
    this.weights = open("model.safetensors");
    this.expected = open("expected.safetensors");
  }

  JsonNode config() {
    try {
      return new ObjectMapper().readTree(bytes("config.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ArchitectureProvider<?> provider() {
    return Architectures.ofModelType(config().path("model_type").asText());
  }

  /** The names of the stored parameters. */
  List<String> parameterNames() {
    return weights.header().tensors().stream().map(TensorInfo::name).toList();
  }

  /** The model with the stored parameters. */
  MaskedLanguageModel model(TensorEngine engine, Precision precision) {
    MaskedLanguageModel model = create(provider(), config(), engine, precision);
    for (Parameter parameter : model.parameters()) {
      try (Scope scope = engine.scope()) {
        float[] values = floats(weights, parameter.name());
        NDArray stored = scope.floats(values, parameter.shape().getShape());
        engine.kernels().update("assign", parameter.value(), stored);
      }
    }
    return model;
  }

  /** A model of the same sizes but for its layers, with fresh parameters. */
  MaskedLanguageModel deeper(TensorEngine engine, int layers) {
    ObjectNode config = (ObjectNode) config();
    config.remove("layer_types");
    config.put("num_hidden_layers", layers);
    return create(provider(), config, engine, Precision.FP32);
  }

  private <S extends Record> MaskedLanguageModel create(
      ArchitectureProvider<S> provider, JsonNode config, TensorEngine engine, Precision precision) {
    Vocabulary vocabulary = provider.vocabulary(config);
    S settings = provider.fromHuggingFace(config);
    return (MaskedLanguageModel)
        provider.create(
            settings, new ModelRequest(vocabulary, Task.LANGUAGE_MODELLING, engine, precision, 7));
  }

  PackedTokens tokens() {
    return new PackedTokens(real(longs("input_ids")), ints(longs("lengths")));
  }

  /** The rows of the packed batch that have a label. */
  int[] rows() {
    int[] labels = real(longs("labels"));
    return IntStream.range(0, labels.length).filter(row -> labels[row] >= 0).toArray();
  }

  /** The labels of {@link #rows}. */
  int[] labels() {
    return Arrays.stream(real(longs("labels"))).filter(label -> label >= 0).toArray();
  }

  float[] expected(String tensor) {
    return floats(expected, tensor);
  }

  long[] longs(String tensor) {
    ByteBuffer bytes = buffer((int) expected.info(tensor).bytes());
    expected.read(tensor, bytes);
    long[] values = new long[bytes.capacity() / Long.BYTES];
    bytes.flip().asLongBuffer().get(values);
    return values;
  }

  /** Takes the padding out of a matrix of the shape of the input ids. */
  private int[] real(long[] padded) {
    long[] lengths = longs("lengths");
    int longest = padded.length / lengths.length;
    return IntStream.range(0, padded.length)
        .filter(i -> i % longest < lengths[i / longest])
        .map(i -> (int) padded[i])
        .toArray();
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  private static float[] floats(SafetensorsReader file, String tensor) {
    ByteBuffer bytes = buffer((int) file.info(tensor).elements() * Float.BYTES);
    file.readFloats(tensor, bytes);
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.flip().asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private SafetensorsReader open(String file) {
    return SafetensorsReader.open(new Content(bytes(file)), folder + file);
  }

  private byte[] bytes(String file) {
    try (InputStream in = PytorchFixture.class.getResourceAsStream(folder + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that lies in memory. */
  private static final class Content implements SeekableFile {
    private final byte[] content;

    Content(byte[] content) {
      this.content = content;
    }

    @Override
    public long length() {
      return content.length;
    }

    @Override
    public void read(ByteBuffer target, long position) {
      target.put(content, Math.toIntExact(position), target.remaining());
    }

    @Override
    public void close() {}
  }
}
