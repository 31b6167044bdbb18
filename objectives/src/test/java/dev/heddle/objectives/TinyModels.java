package dev.heddle.objectives;

import ai.djl.ndarray.NDArray;
import dev.heddle.configs.Choice;
import dev.heddle.configs.RunFile;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.shard.Split;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.bart.BartProvider;
import dev.heddle.models.bart.BartSettings;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.SafetensorsWriter;
import dev.heddle.models.files.Weights;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.llama.LlamaProvider;
import dev.heddle.models.llama.LlamaSettings;
import dev.heddle.models.modernbert.ModernBertProvider;
import dev.heddle.models.modernbert.ModernBertSettings;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small model of each kind that objectives ask for, and objectives from their names. */
final class TinyModels implements AutoCloseable {

  /** Tokens of text and what tokenizers usually have; objectives add theirs. */
  private static final int TOKENS = 40;

  /** Room for all that objectives add. */
  private static final int ROWS = 160;

  static final int MAX_LENGTH = 32;

  private final TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);

  /** The part of a run file that names an objective. */
  record Section(Choice<ObjectiveProvider<?>> objective) {}

  /**
   * A model with what its objective learns beside it.
   *
   * @param own layers of the objective, if it has any
   */
  record Opened(Model model, Optional<Layer> own) {

    /** Saves all that is learnt. */
    void write(Path file) throws IOException {
      try (OutputStream stream = Files.newOutputStream(file)) {
        SafetensorsWriter.write(stream, Weights.tensors(weights()), Map.of());
      }
    }

    /** Loads it. */
    void read(Path file) {
      try (SafetensorsReader saved = SafetensorsReader.open(HadoopStorage.local(), file.toUri())) {
        Weights.load(saved, weights(), model.engine(), Weights.Extras.REFUSE);
      }
    }

    private Map<String, NDArray> weights() {
      Map<String, NDArray> weights = new LinkedHashMap<>(Weights.of(model));
      own.ifPresent(
          layer ->
              layer.parameters().forEach(learnt -> weights.put(learnt.name(), learnt.value())));
      return weights;
    }
  }

  /** The model that an objective asks for, and the objective ready for it; the caller closes it. */
  Model model(Objective<?> objective) {
    return open(objective, 5).model();
  }

  /** The same from other first values. */
  Opened open(Objective<?> objective, long seed) {
    Model model = modelFor(objective, seed);
    return new Opened(model, objective.open(Workplace.alone(model, HadoopStorage.local(), seed)));
  }

  private Model modelFor(Objective<?> objective, long seed) {
    ModelRequest request =
        new ModelRequest(Vocabulary.of(ROWS), objective.task(), engine, Precision.FP32, seed);
    Model model = modelOf(objective.modelType(), request);
    if (!objective.modelType().isInstance(model)) {
      throw new AssertionError("no tiny model of type " + objective.modelType() + "; add one here");
    }
    return model;
  }

  private static Model modelOf(Class<? extends Model> type, ModelRequest request) {
    if (type == SequenceToSequenceModel.class) {
      return new BartProvider().create(bart(), request);
    }
    return type.isAssignableFrom(CausalLanguageModel.class)
        ? new LlamaProvider().create(llama(), request)
        : new ModernBertProvider().create(sizes(), request);
  }

  /** The objective with its default settings. */
  Objective<?> objective(ObjectiveProvider<?> provider, Path folder) {
    return create(provider, settings(provider, folder, ""));
  }

  /** Settings bound from a run file that names the objective and holds some more lines. */
  Record settings(ObjectiveProvider<?> provider, Path folder, String lines) {
    try {
      Path file = folder.resolve(provider.name() + ".yaml");
      Files.writeString(
          file, "objective:\n  type: " + provider.name() + "\n" + ownLines(provider) + lines);
      return RunFile.load(file, List.of(), Map.of()).bind(Section.class).objective().settings();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Keys that an objective cannot do without, from {@code contract/NAME.yaml} if there is one;
   * {@code {causal}} in it stands for the folder of a tiny decoder.
   */
  private static String ownLines(ObjectiveProvider<?> provider) throws IOException {
    try (InputStream lines =
        TinyModels.class.getResourceAsStream("contract/" + provider.name() + ".yaml")) {
      return lines == null
          ? ""
          : new String(lines.readAllBytes(), StandardCharsets.UTF_8)
              .replace("{causal}", causal().toString())
              .indent(2);
    }
  }

  /** A decoder with a tokenizer, which objectives with a second model may take for that. */
  private static URI causal() {
    try {
      return TinyModels.class.getResource("evaluation/causal").toURI();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <S extends Record> Objective<?> create(
      ObjectiveProvider<S> provider, Record settings) {
    S cast = provider.settingsType().cast(settings);
    TokenizerInfo bare = TestTokenizers.ofSize(TOKENS);
    TokenizerInfo tokenizer = TestTokenizers.with(provider.addedTokens(cast, bare), bare);
    return provider.create(
        cast, new DataInfo(tokenizer, List.of("red", "green"), Optional.of(manifest())));
  }

  private static BartSettings bart() {
    String sizes =
        """
        d_model: 16
        max_position_embeddings: %d
        encoder_layers: 1
        encoder_ffn_dim: 24
        encoder_attention_heads: 2
        decoder_layers: 1
        decoder_ffn_dim: 24
        decoder_attention_heads: 2
        """
            .formatted(MAX_LENGTH);
    return RunFile.ofOpenYaml("bart", sizes, List.of()).bind(BartSettings.class);
  }

  /** Of shards with the tokenizer of the stored decoder. */
  private static Manifest manifest() {
    Split nothing = Split.of(0, 0, MAX_LENGTH, List.of());
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        "test",
        TokenizerFiles.read(HadoopStorage.local(), causal()).fingerprint(),
        TOKENS,
        MAX_LENGTH,
        "none",
        SampleLayout.TEXT,
        new Manifest.Splits(nothing, nothing),
        List.of(),
        Map.of());
  }

  private static LlamaSettings llama() {
    String sizes =
        """
        hidden_size: 16
        intermediate_size: 24
        num_hidden_layers: 2
        num_attention_heads: 2
        max_position_embeddings: %d
        """
            .formatted(MAX_LENGTH);
    return RunFile.ofOpenYaml("llama", sizes, List.of()).bind(LlamaSettings.class);
  }

  private static ModernBertSettings sizes() {
    return new ModernBertSettings(
        16,
        24,
        2,
        2,
        MAX_LENGTH,
        8,
        2,
        160000,
        10000,
        1e-5,
        false,
        false,
        false,
        false,
        true,
        0.02,
        2,
        0,
        0,
        0,
        0,
        Pooling.CLS);
  }

  @Override
  public void close() {
    engine.close();
  }
}
