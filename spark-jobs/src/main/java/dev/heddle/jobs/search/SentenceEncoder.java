package dev.heddle.jobs.search;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SentencePooling;
import dev.heddle.models.SentencePrompts;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.files.SentenceTransformersFolder;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A stored sentence encoder: texts to vectors as sentence-transformers makes them. */
public final class SentenceEncoder implements AutoCloseable {
  private static final int BATCH = 64;

  private final SentenceTransformersFolder sentences;
  private final Tokenizer tokenizer;
  private final TensorEngine engine;
  private final TextEncoder model;
  private final Visibility visibility;

  private SentenceEncoder(
      SentenceTransformersFolder sentences,
      Tokenizer tokenizer,
      TensorEngine engine,
      TextEncoder model,
      Visibility visibility) {
    this.sentences = sentences;
    this.tokenizer = tokenizer;
    this.engine = engine;
    this.model = model;
    this.visibility = visibility;
  }

  /** Loads a folder that sentence-transformers loads. */
  public static SentenceEncoder open(Storage storage, URI folder) {
    SentenceTransformersFolder sentences = SentenceTransformersFolder.read(storage, folder);
    ModelFolder files = ModelFolder.open(storage, folder);
    TensorEngine engine =
        TensorEngine.start(DeviceChoice.AUTO, Runtime.getRuntime().availableProcessors());
    ModelRequest request =
        new ModelRequest(files.vocabulary(), new Task.Embedding(), engine, Precision.FP32, 0);
    TextEncoder model = (TextEncoder) files.load(request);
    boolean seesAll = !files.config().json().path("is_causal").asBoolean(true);
    return new SentenceEncoder(
        sentences,
        NativeTokenizer.load(TokenizerFiles.read(storage, folder)),
        engine,
        model,
        seesAll ? Visibility.BIDIRECTIONAL : model.visibility());
  }

  /** How many numbers a vector has. */
  public int width() {
    return model.width();
  }

  /** The vector of a question. */
  public float[] query(String text) {
    return vectors(List.of(text), sentences.prompts().query());
  }

  /** The vectors of texts that are looked for, one after the other. */
  public float[] documents(List<String> texts) {
    return vectors(texts, sentences.prompts().document());
  }

  private float[] vectors(List<String> texts, String prompt) {
    int[][] sequences = texts.stream().map(text -> ids(prompt + text)).toArray(int[][]::new);
    int[] order =
        PackedTokens.orderByLength(Arrays.stream(sequences).mapToInt(ids -> ids.length).toArray());
    float[] all = new float[Math.multiplyExact(texts.size(), width())];
    for (int first = 0; first < order.length; first += BATCH) {
      int[] batch = Arrays.copyOfRange(order, first, Math.min(order.length, first + BATCH));
      float[] found = embed(batch, sequences, skipped(prompt));
      for (int i = 0; i < batch.length; i++) {
        System.arraycopy(found, i * width(), all, batch[i] * width(), width());
      }
    }
    return all;
  }

  private float[] embed(int[] batch, int[][] sequences, int skipped) {
    int[][] chosen = Arrays.stream(batch).mapToObj(text -> sequences[text]).toArray(int[][]::new);
    int[] lengths = Arrays.stream(chosen).mapToInt(ids -> ids.length).toArray();
    PackedTokens tokens =
        new PackedTokens(Arrays.stream(chosen).flatMapToInt(Arrays::stream).toArray(), lengths);
    int[] left = IntStream.of(lengths).map(length -> Math.min(length, skipped)).toArray();
    Kernels kernels = engine.kernels();
    SentencePooling pooling = sentences.pooling();
    try (Scope scope = engine.scope()) {
      NDArray hidden = model.encode(tokens, visibility, scope);
      NDArray pooled = pooling.pooling().of(hidden, tokens, left, kernels, scope);
      return (pooling.normalize() ? kernels.call("unit_rows", pooled) : pooled).toFloatArray();
    }
  }

  private int[] ids(String text) {
    int[] prefix = tokenizer.prefixIds();
    int[] suffix = tokenizer.suffixIds();
    int room =
        sentences.maxSeqLength().orElse(model.maximumLength()) - prefix.length - suffix.length;
    int[] ids = tokenizer.encode(text);
    return Stream.of(prefix, Arrays.copyOf(ids, Math.min(ids.length, room)), suffix)
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /** Tokens at the start of each text that a mean leaves out. */
  private int skipped(String prompt) {
    SentencePrompts prompts = sentences.prompts();
    return prompts.pooled() || prompt.isEmpty()
        ? 0
        : tokenizer.prefixIds().length + tokenizer.encode(prompt).length;
  }

  @Override
  public void close() {
    model.close();
    engine.close();
    tokenizer.close();
  }
}
