package dev.heddle.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.files.SentenceTransformersFolder;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Texts a second through a sentence encoder, tokenizing included; sorted by length and encoded in
 * batches, as sentence-transformers does. Prints the rate of the best of three passes.
 */
public final class SentenceVectors {
  private static final int BATCH = 32;
  private static final int PASSES = 3;
  private static final double NANOS = 1e9;

  private SentenceVectors() {}

  /** Takes the model's folder, a JSON file with a list of texts, and the number of threads. */
  public static void main(String[] arguments) throws IOException {
    URI folder = Path.of(arguments[0]).toUri();
    List<String> texts =
        List.of(new ObjectMapper().readValue(Path.of(arguments[1]).toFile(), String[].class));
    Storage storage = HadoopStorage.local();
    ModelFolder model = ModelFolder.open(storage, folder);
    SentenceTransformersFolder sentence = SentenceTransformersFolder.read(storage, folder);
    try (Tokenizer tokenizer = NativeTokenizer.load(TokenizerFiles.read(storage, folder));
        TensorEngine engine =
            TensorEngine.start(DeviceChoice.parse("cpu"), Integer.parseInt(arguments[2]));
        TextEncoder encoder =
            (TextEncoder)
                model.load(
                    new ModelRequest(
                        model.vocabulary(), new Task.Embedding(), engine, Precision.FP32, 1))) {
      int length = sentence.maxSeqLength().orElse(encoder.maximumLength());
      ExampleBuilder examples = new ExampleBuilder(tokenizer, length);
      double best = Double.MAX_VALUE;
      for (int pass = 0; pass < PASSES; pass++) {
        best = Math.min(best, seconds(texts, examples, encoder, sentence));
      }
      System.out.printf(Locale.ROOT, "%.1f%n", texts.size() / best);
    }
  }

  private static double seconds(
      List<String> texts,
      ExampleBuilder examples,
      TextEncoder encoder,
      SentenceTransformersFolder sentence) {
    long start = System.nanoTime();
    List<int[]> sequences =
        texts.stream()
            .map(text -> examples.single(text, 0))
            .map(PackedSample::inputIds)
            .sorted(Comparator.comparingInt(ids -> ids.length))
            .toList();
    for (int first = 0; first < sequences.size(); first += BATCH) {
      List<int[]> batch = sequences.subList(first, Math.min(sequences.size(), first + BATCH));
      try (Scope scope = encoder.engine().scope()) {
        sentence.pooling().embed(encoder, packed(batch), scope).toFloatArray();
      }
    }
    return (System.nanoTime() - start) / NANOS;
  }

  private static PackedTokens packed(List<int[]> sequences) {
    return new PackedTokens(
        sequences.stream().flatMapToInt(Arrays::stream).toArray(),
        sequences.stream().mapToInt(ids -> ids.length).toArray());
  }
}
