package dev.heddle.models.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * A scalar computed without records, and its derivatives by what it was computed from.
 *
 * @param scalar the leaf that stands for it
 * @param derivatives one for each of {@code inputs}
 */
record KnownDerivatives(
    Kernels kernels,
    Autograd autograd,
    NDManager owner,
    NDArray scalar,
    List<NDArray> inputs,
    List<NDArray> derivatives)
    implements Continuation {

  /** Each derivative is gone before the next input's turn. */
  @Override
  public void backward() {
    try (NDManager manager = owner.newSubManager()) {
      autograd.gradient(scalar, manager).ifPresent(this::carry);
    }
  }

  private void carry(NDArray received) {
    for (int i = 0; i < inputs.size(); i++) {
      if (autograd.isRecorded(inputs.get(i))) {
        kernels.update("multiply_in_place", derivatives.get(i), received);
        autograd.backwardOnce(inputs.get(i), derivatives.get(i));
      }
      derivatives.get(i).close();
    }
  }
}
