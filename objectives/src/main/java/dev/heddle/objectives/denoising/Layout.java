package dev.heddle.objectives.denoising;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.engine.Scope;
import java.util.List;

/** Denoised texts as a kind of model takes them. */
interface Layout {

  /**
   * For a model.
   *
   * @param texts at least one
   * @param end token that closes targets
   * @throws IllegalArgumentException if the model cannot write
   */
  static Layout of(List<Denoised> texts, int end, LanguageModel model) {
    requireWriter(model);
    return model instanceof SequenceToSequenceModel pairs
        ? SourcesAndTargets.of(texts, end, pairs)
        : PrefixedTargets.of(texts, end, (CausalLanguageModel) model);
  }

  /**
   * Refuses a model that only reads.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static void requireWriter(Model model) {
    if (!(model instanceof SequenceToSequenceModel || model instanceof CausalLanguageModel)) {
      throw new IllegalArgumentException(
          "Cannot denoise: model type %s only reads; an encoder-decoder or a decoder is needed; choose another model"
              .formatted(model.modelType()));
    }
  }

  /** Hidden states, {@code [rows, width]}; {@code scope} owns them. */
  NDArray hidden(Scope scope);

  /** The rows that predict the tokens of the targets and their ends. */
  int[] rows();

  /** What each row has to predict. */
  int[] labels();

  /** Which text each row belongs to, and which place of its target it predicts. */
  List<Place> places();

  /**
   * A place of a target.
   *
   * @param text whose target
   * @param index from 0; the target's length stands for its end
   */
  record Place(Denoised text, int index) {}
}
