package dev.heddle.objectives;

import dev.heddle.configs.Choice;
import dev.heddle.configs.RunFile;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.modernbert.ModernBertProvider;
import dev.heddle.models.modernbert.ModernBertSettings;
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

  /** The model that an objective asks for; the caller closes it. */
  Model model(Objective<?> objective) {
    Model model =
        new ModernBertProvider()
            .create(
                sizes(),
                new ModelRequest(
                    Vocabulary.of(VOCABULARY), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 5));
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
    return provider.create(
        provider.settingsType().cast(settings), TestTokenizers.ofSize(VOCABULARY));
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
