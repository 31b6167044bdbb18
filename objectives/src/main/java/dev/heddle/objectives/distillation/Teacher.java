package dev.heddle.objectives.distillation;

import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.layers.Parameter;
import dev.heddle.storage.Storage;
import java.net.URI;

/**
 * A stored model that only answers: its parameters are constants, and whoever asks it does so
 * without recording. One for each worker; closing it frees its parameters.
 */
public final class Teacher implements AutoCloseable {
  private final Model model;

  private Teacher(Model model) {
    this.model = model;
  }

  /**
   * Loads a teacher.
   *
   * @param folder in Hugging Face's layout, with the tokenizer that the data were prepared with
   * @param tokenizerFingerprint of that tokenizer
   * @param type the kind of model that the task asks
   * @throws IllegalArgumentException if it is another kind of model, or has another tokenizer
   */
  public static Teacher load(
      Storage storage,
      URI folder,
      Precision precision,
      TensorEngine engine,
      String tokenizerFingerprint,
      Class<? extends Model> type) {
    requireTokenizer(storage, folder, tokenizerFingerprint);
    ModelFolder stored = ModelFolder.open(storage, folder);
    // Nothing is drawn: all values are stored, so the seed does not matter.
    Model model =
        stored.load(
            new ModelRequest(stored.vocabulary(), Task.LANGUAGE_MODELLING, engine, precision, 0));
    if (!type.isInstance(model)) {
      model.close();
      throw new IllegalArgumentException(
          "Cannot load teacher: objective.teacher.path=%s; the task asks a %s, model type %s is none; name another folder or task"
              .formatted(folder, type.getSimpleName(), model.modelType()));
    }
    model.parameters().forEach(Parameter::freeze);
    return new Teacher(model);
  }

  /**
   * Refuses a teacher of other tokens.
   *
   * @throws IllegalArgumentException if its tokenizer is another one
   */
  public static void requireTokenizer(Storage storage, URI folder, String fingerprint) {
    String own = TokenizerFiles.read(storage, folder).fingerprint();
    if (!own.equals(fingerprint)) {
      throw new IllegalArgumentException(
          "Cannot load teacher: objective.teacher.path=%s; its tokenizer is %.12s, the data's %.12s; predictions of other tokens cannot be compared; prepare the data with tokenizer.path=%s"
              .formatted(folder, own, fingerprint, folder));
    }
  }

  /** The model, for encoding. */
  public Model model() {
    return model;
  }

  /** The model, for predictions. */
  public LanguageModel head() {
    return (LanguageModel) model;
  }

  @Override
  public void close() {
    model.close();
  }
}
