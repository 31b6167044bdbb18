package dev.heddle.objectives;

import dev.heddle.configs.Choice;
import dev.heddle.configs.RunFile;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.llama.LlamaProvider;
import dev.heddle.models.llama.LlamaSettings;
import dev.heddle.models.modernbert.ModernBertProvider;
import dev.heddle.models.modernbert.ModernBertSettings;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small model of each kind that objectives ask for, and objectives from their names. */
final class TinyModels implements AutoCloseable {

  static final int VOCABULARY = 40;
  static final int MAX_LENGTH = 32;

  private final TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);

  /** The part of a run file that names an objective. */
  record Section(Choice<ObjectiveProvider<?>> objective) {}

  /** The model that an objective asks for, and the objective ready for it; the caller closes it. */
  Model model(Objective<?> objective) {
    Model model = modelFor(objective);
    objective.open(Workplace.alone(model, HadoopStorage.local(), 5));
    return model;
  }

  private Model modelFor(Objective<?> objective) {
    ModelRequest request =
        new ModelRequest(Vocabulary.of(VOCABULARY), objective.task(), engine, Precision.FP32, 5);
    Model model =
        objective.modelType() == CausalLanguageModel.class
            ? new LlamaProvider().create(llama(), request)
            : new ModernBertProvider().create(sizes(), request);
    if (!objective.modelType().isInstance(model)) {
      throw new AssertionError("no tiny model of type " + objective.modelType() + "; add one here");
    }
    return model;
  }

  /** The objective with its default settings. */
  Objective<?> objective(ObjectiveProvider<?> provider, Path folder) {
    return create(provider, settings(provider, folder, ""));
  }

  /** Settings bound from a run file that names the objective and holds some more lines. */
  Record settings(ObjectiveProvider<?> provider, Path folder, String lines) {
    try {
      Path file = folder.resolve(provider.name() + ".yaml");
      Files.writeString(file, "objective:\n  type: " + provider.name() + "\n" + lines);
      return RunFile.load(file, List.of(), Map.of()).bind(Section.class).objective().settings();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static <S extends Record> Objective<?> create(
      ObjectiveProvider<S> provider, Record settings) {
    return provider.create(provider.settingsType().cast(settings), data());
  }

  private static DataInfo data() {
    return new DataInfo(TestTokenizers.ofSize(VOCABULARY), List.of("red", "green"));
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
