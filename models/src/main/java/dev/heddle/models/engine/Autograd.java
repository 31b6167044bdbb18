package dev.heddle.models.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;

/**
 * Reverse-mode differentiation. Whether operations are recorded is a property of the calling
 * thread; a thread that started a {@link TensorEngine} does not record until it asks for it.
 * Gradients of fp32 leaves are fp32 and add up over calls of {@link #backward}, always in the same
 * buffer, so micro-batches accumulate by themselves.
 */
public final class Autograd {
  Autograd() {}

  /** Makes {@code leaf} a variable: operations on it are recorded while the thread records. */
  public void track(NDArray leaf) {
    JniUtils.attachGradient(pytorch(leaf), true);
  }

  /** Makes {@code leaf} a constant again. */
  public void untrack(NDArray leaf) {
    JniUtils.attachGradient(pytorch(leaf), false);
  }

  /** Records operations of this thread until closed. */
  public GradientMode recording() {
    return GradientMode.set(true);
  }

  /** Stops recording on this thread until closed. */
  public GradientMode paused() {
    return GradientMode.set(false);
  }

  /**
   * Adds the gradient of {@code sum(y · cotangent)} to every tracked leaf that {@code y} was
   * computed from, and frees the recorded operations.
   *
   * @param y any shape, computed while recording
   * @param cotangent the shape and type of {@code y}
   * @throws KernelException when {@code y} was not recorded
   */
  public void backward(NDArray y, NDArray cotangent) {
    try {
      JniUtils.backward(pytorch(y), pytorch(cotangent), false, false);
    } catch (EngineException e) {
      throw new KernelException(
          "Cannot differentiate: shape=%s, cotangent=%s; %s; compute it from tracked leaves while recording"
              .formatted(y.getShape(), cotangent.getShape(), e.getMessage()),
          e);
    }
  }

  /**
   * The same values without their history; shares memory and belongs to the manager of {@code
   * array}.
   */
  public NDArray detached(NDArray array) {
    return array.stopGradient();
  }

  /**
   * The buffer that gradients of {@code leaf} add up in: a live view, valid until the leaf is
   * closed, which belongs to the leaf's manager. Empty before the first backward pass that reached
   * the leaf. Ask once and keep it: every call makes a new handle.
   */
  public Optional<NDArray> gradient(NDArray leaf) {
    return Optional.ofNullable(JniUtils.getGradient(pytorch(leaf)));
  }

  /** As {@link #gradient(NDArray)}, with the handle in {@code owner}. */
  public Optional<NDArray> gradient(NDArray leaf, NDManager owner) {
    Optional<NDArray> found = gradient(leaf);
    found.ifPresent(gradient -> gradient.attach(owner));
    return found;
  }

  /** Sets the gradient of {@code leaf} to zero; its buffer stays. */
  public void clear(NDArray leaf) {
    JniUtils.zeroGrad(pytorch(leaf));
  }

  private static PtNDArray pytorch(NDArray array) {
    return (PtNDArray) array;
  }
}
