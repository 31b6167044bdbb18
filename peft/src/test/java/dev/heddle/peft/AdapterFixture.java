package dev.heddle.peft;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceClassifier;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An adapter made by PEFT for a small model of module {@code models}, with what PyTorch computes;
 * written by {@code src/test/python/make_adapters.py}, which says what each tensor is.
 */
public final class AdapterFixture {
  private static final Path ADAPTERS =
      Path.of("src", "test", "resources", "dev", "heddle", "peft", "fixtures");
  private static final Path MODELS =
      Path.of("..", "models", "src", "test", "resources", "dev", "heddle", "models", "fixtures");

  private final Path folder;
  private final AdapterFolder adapter;

  /** The fixture of a name. */
  public AdapterFixture(String name) {
    this.folder = ADAPTERS.resolve(name);
    this.adapter = AdapterFolder.open(storage(), uri(folder));
  }

  /** The names of all fixtures. */
  public static List<String> all() throws IOException {
    try (Stream<Path> folders = Files.list(ADAPTERS)) {
      return folders.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  /** Local files. */
  public static Storage storage() {
    return HadoopStorage.local();
  }

  private static URI uri(Path path) {
    return path.toAbsolutePath().normalize().toUri();
  }

  /** What PEFT wrote. */
  public AdapterFolder adapter() {
    return adapter;
  }

  private Path base() {
    return MODELS.resolve(adapter.base());
  }

  /** The model that the adapter was made for, without it. */
  public Model model(TensorEngine engine) {
    return model(engine, adapter.base());
  }

  /** A small model by its name, as it is stored. */
  public static Model model(TensorEngine engine, String name) {
    ModelFolder stored = ModelFolder.open(storage(), uri(MODELS.resolve(name)));
    Task task =
        name.endsWith("-sequences")
            ? new Task.SequenceClassification(List.of("red", "green", "blue"))
            : Task.LANGUAGE_MODELLING;
    return stored.load(new ModelRequest(stored.vocabulary(), task, engine, Precision.FP32, 7));
  }

  /** A tensor that PyTorch computed. */
  public float[] expected(String tensor) {
    try (SafetensorsReader file = open(folder.resolve("expected.safetensors"))) {
      return floats(file, tensor);
    }
  }

  /** A tensor of the adapter. */
  public float[] stored(String tensor) {
    try (SafetensorsReader file = adapter.weights()) {
      return floats(file, tensor);
    }
  }

  /** The names of the adapter's tensors. */
  public List<String> tensors() {
    try (SafetensorsReader file = adapter.weights()) {
      return file.header().tensors().stream().map(TensorInfo::name).sorted().toList();
    }
  }

  /** The logits of what the fixture scores, as the expected ones stand. */
  public NDArray logits(Model model, Scope scope) {
    if (model instanceof SequenceClassifier classifier) {
      return classifier.sequenceLogits(hidden(model, scope), tokens());
    }
    PackedTokens scored = isPair() ? targets() : tokens();
    int[] rows = IntStream.range(0, scored.size()).toArray();
    return ((LanguageModel) model).logits(hidden(model, scope), rows);
  }

  /** The loss as the fixture takes it, a sum. */
  public NDArray loss(Model model, Scope scope) {
    NDArray logits = logits(model, scope);
    int[] labels = labels();
    int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
    int[] wanted = IntStream.of(rows).map(row -> labels[row]).toArray();
    NDArray chosen =
        model.engine().kernels().call("select_rows", scope.longs(rows, rows.length), logits);
    return chosen
        .logSoftmax(-1)
        .mul(oneHot(wanted, (int) logits.getShape().get(1), scope))
        .sum()
        .neg();
  }

  private static NDArray oneHot(int[] labels, int classes, Scope scope) {
    float[] hot = new float[labels.length * classes];
    for (int row = 0; row < labels.length; row++) {
      hot[row * classes + labels[row]] = 1;
    }
    return scope.floats(hot, labels.length, classes);
  }

  private NDArray hidden(Model model, Scope scope) {
    return hidden(model, tokens(), isPair() ? targets() : tokens(), scope);
  }

  /**
   * Hidden states of tokens.
   *
   * @param targets what encoder-decoders score
   */
  public static NDArray hidden(
      Model model, PackedTokens tokens, PackedTokens targets, Scope scope) {
    if (model instanceof SequenceToSequenceModel pairs) {
      return pairs.decode(targets, pairs.encode(tokens, scope), tokens, scope);
    }
    return model instanceof CausalLanguageModel decoder
        ? decoder.encode(tokens, scope)
        : ((TextEncoder) model).encode(tokens, scope);
  }

  /** The batch. */
  public PackedTokens tokens() {
    return packed("input_ids", "lengths");
  }

  private PackedTokens targets() {
    return packed("target_ids", "target_lengths");
  }

  private boolean isPair() {
    try (SafetensorsReader file = open(base().resolve("expected.safetensors"))) {
      return file.find("target_ids").isPresent();
    }
  }

  private PackedTokens packed(String ids, String lengths) {
    int[] counts = integers(lengths);
    return new PackedTokens(unpadded(integers(ids), counts), counts);
  }

  private int[] labels() {
    int[] labels = integers("labels");
    int[] lengths = integers(isPair() ? "target_lengths" : "lengths");
    return labels.length == lengths.length ? labels : unpadded(labels, lengths);
  }

  private static int[] unpadded(int[] padded, int[] lengths) {
    int longest = padded.length / lengths.length;
    return IntStream.range(0, lengths.length)
        .flatMap(
            row -> IntStream.range(row * longest, row * longest + lengths[row]).map(i -> padded[i]))
        .toArray();
  }

  private int[] integers(String tensor) {
    try (SafetensorsReader file = open(base().resolve("expected.safetensors"))) {
      ByteBuffer bytes = bytes(file, tensor);
      return IntStream.range(0, bytes.remaining() / Long.BYTES)
          .map(i -> (int) bytes.getLong(i * Long.BYTES))
          .toArray();
    }
  }

  private static float[] floats(SafetensorsReader file, String tensor) {
    ByteBuffer bytes = bytes(file, tensor);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer bytes(SafetensorsReader file, String tensor) {
    int length = Math.toIntExact(file.find(tensor).orElseThrow().bytes());
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.read(tensor, bytes);
    return bytes.flip();
  }

  private static SafetensorsReader open(Path file) {
    return SafetensorsReader.open(storage(), uri(file));
  }
}
