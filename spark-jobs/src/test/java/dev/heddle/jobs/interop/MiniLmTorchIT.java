package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.pack.ExampleBuilder;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sentence encoder computes here what sentence-transformers computes. */
class MiniLmTorchIT {
  private static final ObjectMapper json = new ObjectMapper();
  private static final int TEXTS = 500;
  private static final int BATCH = 50;

  @TempDir private Path folder;

  @Test
  void fiveHundredTextsHaveTheSameTokensAndVectors() throws Exception {
    List<String> texts = texts();
    Path file = folder.resolve("texts.json");
    json.writeValue(file.toFile(), texts);
    JsonNode python = Python.run(folder, "sentence_vectors.py", file);
    URI model = Path.of(python.get("folder").textValue()).toUri();
    int[][] tokens = json.convertValue(python.get("tokens"), int[][].class);
    float[][] vectors = json.convertValue(python.get("vectors"), float[][].class);

    Storage storage = HadoopStorage.local();
    SentenceTransformersFolder sentence = SentenceTransformersFolder.read(storage, model);
    int longest = sentence.maxSeqLength().orElseThrow();
    assertThat(longest).isEqualTo(256);
    assertTokens(storage, model, texts, tokens, longest);
    assertThat(Arrays.stream(tokens).mapToInt(ids -> ids.length).distinct().count())
        .isGreaterThan(50);
    assertVectors(storage, model, sentence, tokens, vectors);
  }

  private static void assertTokens(
      Storage storage, URI model, List<String> texts, int[][] expected, int longest)
      throws IOException {
    try (Tokenizer tokenizer = NativeTokenizer.load(TokenizerFiles.read(storage, model))) {
      ExampleBuilder examples = new ExampleBuilder(tokenizer, longest);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(examples.single(texts.get(i), 0).inputIds())
            .as("text %d", i)
            .containsExactly(expected[i]);
      }
    }
  }

  private static void assertVectors(
      Storage storage,
      URI model,
      SentenceTransformersFolder sentence,
      int[][] tokens,
      float[][] expected) {
    ModelFolder folder = ModelFolder.open(storage, model);
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 2);
        TextEncoder encoder =
            (TextEncoder)
                folder.load(
                    new ModelRequest(
                        folder.vocabulary(), new Task.Embedding(), engine, Precision.FP32, 1))) {
      for (int start = 0; start < tokens.length; start += BATCH) {
        int[][] batch = Arrays.copyOfRange(tokens, start, Math.min(tokens.length, start + BATCH));
        try (Scope scope = engine.scope()) {
          float[] found = sentence.pooling().embed(encoder, packed(batch), scope).toFloatArray();
          assertClose(found, expected, start, encoder.width());
        }
      }
    }
  }

  private static void assertClose(float[] found, float[][] expected, int first, int width) {
    for (int row = 0; row < found.length / width; row++) {
      double largest = 0;
      for (int column = 0; column < width; column++) {
        largest =
            Math.max(
                largest, Math.abs(found[row * width + column] - expected[first + row][column]));
      }
      assertThat(largest).as("text %d", first + row).isLessThan(1e-4);
    }
  }

  private static PackedTokens packed(int[][] sequences) {
    return new PackedTokens(
        Arrays.stream(sequences).flatMapToInt(Arrays::stream).toArray(),
        Arrays.stream(sequences).mapToInt(ids -> ids.length).toArray());
  }

  /** Pieces of this project's own sources, from one character to several pages, and odd texts. */
  private static List<String> texts() throws IOException {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "",
                " \n\t",
                "a",
                "Zürich, naïve façade, ΑΒΓ and Привет",
                "日本語の文章。中文句子。한국어",
                "🙂🙃 emoji 👩‍👩‍👧 and a\u0301 combining",
                "[CLS] [SEP] [MASK]",
                "word ".repeat(2000),
                "x".repeat(3000),
                "\u0000\u200b\ufeff zero width"));
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source :
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
        all.append(Files.readString(source));
      }
    }
    int start = 0;
    for (int number = 0; texts.size() < TEXTS; number++) {
      int length = 1 + number * number % 1499;
      start = (start + length) % (all.length() - 1500);
      texts.add(all.substring(start, start + length));
    }
    return texts;
  }
}
