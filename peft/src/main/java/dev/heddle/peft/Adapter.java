package dev.heddle.peft;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** What a method has added to a model: all that is trained, and all that is stored of a run. */
public interface Adapter {

  /** The arrays by the names of the method's file, themselves and not copies, in a fixed order. */
  Map<String, NDArray> weights();

  /**
   * The small files that go with the weights, by name.
   *
   * @param base where the model that was changed is found
   */
  Map<String, byte[]> files(String base);

  /**
   * Adds what was learnt to the model's own weights, in fp32. The model computes the same, to
   * rounding, without the added work.
   *
   * @throws IllegalStateException when it has been added already, or when the weights serve
   *     something else as well
   */
  void merge();

  /**
   * Takes what {@link #merge} has added away again.
   *
   * @throws IllegalStateException when nothing has been added
   */
  void unmerge();
}
