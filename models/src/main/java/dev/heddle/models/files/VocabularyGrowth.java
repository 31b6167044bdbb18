package dev.heddle.models.files;

import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that a model has for more tokens than are stored. A parameter that depends on the vocabulary
 * is one whose first extent is the model's vocabulary where the stored one is the file's: no other
 * parameter can differ, since both are built from the same config.
 *
 * @param stored tokens of the stored model
 * @param wanted tokens of the model to be filled, as many or more
 */
record VocabularyGrowth(int stored, int wanted) {

  VocabularyGrowth {
    if (wanted < stored) {
      throw new IllegalArgumentException(
          "Cannot load model: vocabulary=%d; the stored model has %d tokens, and rows are only added; ask for as many or more"
              .formatted(wanted, stored));
    }
  }

  /** Whether a stored shape fills a parameter's, up to the rows that are new. */
  boolean fits(List<Long> shape, long... parameter) {
    List<Long> needed = Arrays.stream(parameter).boxed().toList();
    return shape.equals(needed) || (wanted > stored && shape.equals(shrunk(needed)));
  }

  /** The shape that a parameter's tensor should have in the file. */
  List<Long> stored(Parameter parameter) {
    List<Long> shape = shape(parameter);
    return wanted > stored ? shrunk(shape) : shape;
  }

  private List<Long> shrunk(List<Long> shape) {
    if (shape.isEmpty() || shape.get(0) != wanted) {
      return shape;
    }
    List<Long> shrunk = new ArrayList<>(shape);
    shrunk.set(0, (long) stored);
    return shrunk;
  }

  /**
   * Reads a tensor into a parameter and gives added rows the mean of the stored ones: the
   * initialisation that keeps the probabilities of known tokens closest to what they were (Hewitt
   * 2021, "Initializing New Word Embeddings for Pretrained Language Models"). transformers adds
   * noise of a hundred-thousandth of the rows' spread, which is left out here.
   */
  void fill(Parameter parameter, StoredTensors tensors, String tensor, TensorEngine engine) {
    Weights.read(tensors, tensor, parameter.value(), engine);
    if (!tensors.find(tensor).orElseThrow().shape().equals(shape(parameter))) {
      engine.kernels().update("fill_rows_with_mean", parameter.value(), stored);
    }
  }

  private static List<Long> shape(Parameter parameter) {
    return Arrays.stream(parameter.shape().getShape()).boxed().toList();
  }
}
