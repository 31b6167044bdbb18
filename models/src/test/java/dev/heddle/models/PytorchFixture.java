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
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.storage.SeekableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small model of Hugging Face's transformers with what PyTorch computes with it; written by
 * {@code src/test/python/fixtures/make_fixtures.py}, which says what each tensor is.
 */
final class PytorchFixture {
  private static final String FOLDER = "/dev/heddle/models/fixtures/";

  private static final String PREFIX = "prefix";
  private static final String BIDIRECTIONAL = "bidirectional";

  private static final String DROPOUT = "-dropout";

  private final String folder;
  private final String file;
  private final SafetensorsReader weights;
  private final SafetensorsReader expected;

  /**
   * A fixture.
   *
   * @param name its folder, and where it is not {@code expected}, the file of what PyTorch
   *     computed: {@code llama} or {@code llama/prefix}
   */
  PytorchFixture(String name) {
    String[] parts = name.split("/");
    this.folder = FOLDER + parts[0] + "/";
    this.file = parts.length == 1 ? "expected" : parts[1];
    this.weights = open("model.safetensors");
    this.expected = open(file + ".safetensors");
  }

  /** The names of all fixtures of models in evaluation mode. */
  static List<String> all() {
    return names().filter(name -> !name.endsWith(DROPOUT)).toList();
  }

  /** The names of all fixtures of models in training mode, whose tokens have noise. */
  static List<String> dropping() {
    return names().filter(name -> name.endsWith(DROPOUT)).toList();
  }

  private static Stream<String> names() {
    try (Stream<Path> folders =
        Files.list(Path.of(PytorchFixture.class.getResource(FOLDER).toURI()))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those that {@code make_visible.py} wrote. */
  static List<String> visible() {
    return all().stream()
        .flatMap(name -> Stream.of(name + "/" + BIDIRECTIONAL, name + "/" + PREFIX))
        .filter(name -> PytorchFixture.class.getResource(FOLDER + name + ".safetensors") != null)
        .toList();
  }

  /** Who saw whom when PyTorch computed, where it was not the model's own rule. */
  Optional<Visibility> visibility() {
    return switch (file) {
      case BIDIRECTIONAL -> Optional.of(Visibility.BIDIRECTIONAL);
      case PREFIX -> Optional.of(Visibility.prefix(ints(longs("prefixes"))));
      default -> Optional.empty();
    };
  }

  /** Whether PyTorch computed a tensor. */
  boolean has(String tensor) {
    return expected.find(tensor).isPresent();
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
  Model model(TensorEngine engine, Precision precision) {
    Model model = create(provider(), config(), engine, precision);
    for (Parameter parameter : model.parameters()) {
      try (Scope scope = engine.scope()) {
        float[] values = floats(weights, parameter.name());
        NDArray stored = scope.floats(values, parameter.shape().getShape());
        engine.kernels().update("assign", parameter.value(), stored);
      }
    }
    return model;
  }

  /** The model with the stored parameters, which predicts masked tokens. */
  MaskedLanguageModel masked(TensorEngine engine, Precision precision) {
    return (MaskedLanguageModel) model(engine, precision);
  }

  /** Whether the stored model predicts the next token. */
  boolean isCausal() {
    return className().endsWith("ForCausalLM") || className().endsWith("LMHeadModel");
  }

  /** Whether it predicts masked tokens. */
  boolean isMasked() {
    return className().endsWith("ForMaskedLM");
  }

  /** Whether it reads a source and writes a target. */
  boolean isOfPairs() {
    return className().endsWith("ForConditionalGeneration");
  }

  /** Whether it predicts tokens of any kind. */
  boolean isLanguageModel() {
    return isCausal() || isMasked() || isOfPairs();
  }

  /** Whether it has no head. */
  boolean isBare() {
    return className().endsWith("Model") && !isCausal();
  }

  /** The class of transformers that wrote it. */
  private String className() {
    return config().path("architectures").path(0).asText();
  }

  /** The model with the stored parameters, which predicts the next token. */
  CausalLanguageModel causal(TensorEngine engine, Precision precision) {
    return (CausalLanguageModel) model(engine, precision);
  }

  /** A masked model of the same sizes but for its layers, with fresh parameters. */
  MaskedLanguageModel deeper(TensorEngine engine, int layers) {
    return (MaskedLanguageModel) withLayers(engine, layers);
  }

  /** A model of the same sizes but for its layers, with fresh parameters. */
  Model withLayers(TensorEngine engine, int layers) {
    ObjectNode config = (ObjectNode) config();
    config.remove("layer_types");
    config.put(config.has("n_layer") ? "n_layer" : "num_hidden_layers", layers);
    return create(provider(), config, engine, Precision.FP32);
  }

  /** A model of other sizes, with fresh parameters. */
  Model resized(TensorEngine engine, Map<String, Integer> sizes) {
    ObjectNode config = (ObjectNode) config();
    sizes.forEach(config::put);
    return create(provider(), config, engine, Precision.FP32);
  }

  private <S extends Record> Model create(
      ArchitectureProvider<S> provider, JsonNode config, TensorEngine engine, Precision precision) {
    Vocabulary vocabulary = provider.vocabulary(config);
    S settings = provider.settled(provider.fromHuggingFace(config), Set.copyOf(parameterNames()));
    return provider.create(
        settings,
        new ModelRequest(vocabulary, new ConfigReader(config).task(), engine, precision, 7));
  }

  /** The texts; of an encoder-decoder the sources. */
  PackedTokens tokens() {
    return noisy(new PackedTokens(real("input_ids", "lengths"), ints(longs("lengths"))), "noise");
  }

  /** The targets of an encoder-decoder. */
  PackedTokens targets() {
    return noisy(
        new PackedTokens(real("target_ids", "target_lengths"), ints(longs("target_lengths"))),
        "target_noise");
  }

  /** With the noise that PyTorch dropped by, if it did. */
  private PackedTokens noisy(PackedTokens tokens, String tensor) {
    return has(tensor) ? tokens.withNoise(longs(tensor)) : tokens;
  }

  /** The rows of the packed batch that have a label. */
  int[] rows() {
    int[] labels = allLabels();
    return IntStream.range(0, labels.length).filter(row -> labels[row] >= 0).toArray();
  }

  /** The labels of {@link #rows}. */
  int[] labels() {
    return Arrays.stream(allLabels()).filter(label -> label >= 0).toArray();
  }

  private int[] allLabels() {
    return real("labels", has("target_lengths") ? "target_lengths" : "lengths");
  }

  /** Whether transformers generated texts with the model. */
  boolean generates() {
    return PytorchFixture.class.getResource(folder + "generated.safetensors") != null;
  }

  /** What transformers generated, as {@code make_generated.py} says. */
  Generated generated() {
    SafetensorsReader file = open("generated.safetensors");
    int[][] prompts = rows(file, "prompts");
    int[] lengths = ints(longs(file, "lengths"));
    return new Generated(
        IntStream.range(0, lengths.length)
            .mapToObj(i -> Arrays.copyOf(prompts[i], lengths[i]))
            .toList(),
        Arrays.stream(rows(file, "tokens"))
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList());
  }

  /**
   * Texts that transformers wrote, greedily.
   *
   * @param texts without their prompts, all of the same length
   */
  record Generated(List<int[]> prompts, List<List<Integer>> texts) {
    int newTokens() {
      return texts.get(0).size();
    }
  }

  private static int[][] rows(SafetensorsReader file, String tensor) {
    int[] values = ints(longs(file, tensor));
    int count = Math.toIntExact(file.info(tensor).shape().get(0));
    int width = values.length / count;
    return IntStream.range(0, count)
        .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
        .toArray(int[][]::new);
  }

  float[] expected(String tensor) {
    return floats(expected, tensor);
  }

  /** The gradient of a parameter; zeros where the loss does not depend on it. */
  float[] gradient(String parameter, long size) {
    String tensor = "gradient." + parameter;
    return has(tensor) ? expected(tensor) : new float[Math.toIntExact(size)];
  }

  long[] longs(String tensor) {
    return longs(expected, tensor);
  }

  private static long[] longs(SafetensorsReader file, String tensor) {
    ByteBuffer bytes = buffer((int) file.info(tensor).bytes());
    file.read(tensor, bytes);
    long[] values = new long[bytes.capacity() / Long.BYTES];
    bytes.flip().asLongBuffer().get(values);
    return values;
  }

  /** Takes the padding out of a matrix of sequences, or leaves one number a sequence as it is. */
  private int[] real(String tensor, String lengthTensor) {
    long[] padded = longs(tensor);
    long[] lengths = longs(lengthTensor);
    if (padded.length == lengths.length) {
      return ints(padded);
    }
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
