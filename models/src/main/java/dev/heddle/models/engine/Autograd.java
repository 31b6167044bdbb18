package dev.heddle.models.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reverse-mode differentiation. Whether operations are recorded is a property of the calling
 * thread; a thread that started a {@link TensorEngine} does not record until it asks for it.
 * Gradients of fp32 leaves are fp32 and add up over calls of {@link #backward}, always in the same
 * buffer, so micro-batches accumulate by themselves.
 */
public final class Autograd {
  private final NDManager root;
  private final Kernels kernels;
  private final Noise noise;
  private final Deque<Continuation> continuations = new ArrayDeque<>();
  private Optional<NDManager> continuationOwner = Optional.empty();
  private Activations activations = Activations.KEPT;

  Autograd(NDManager root, Kernels kernels, Noise noise) {
    this.root = root;
    this.kernels = kernels;
    this.noise = noise;
  }

  /** Chooses what {@link #segment} does. */
  public void activations(Activations choice) {
    activations = choice;
  }

  /**
   * Computes a stretch of a model, such as one layer, whose intermediate results may be computed
   * again in the backward pass, as {@link #activations} says.
   *
   * @param inputs what gradients flow back to; used up
   * @param body a pure function of the inputs, of parameters and of the {@link Noise} in force; it
   *     may close its arguments
   * @return what {@code body} returned, owned by the manager of the first input
   */
  public List<NDArray> segment(List<NDArray> inputs, UnaryOperator<List<NDArray>> body) {
    if (activations == Activations.KEPT || !isRecording()) {
      return body.apply(inputs);
    }
    NDManager manager = inputs.get(0).getManager();
    Segment segment = Segment.run(kernels, this, continuationOwner(), inputs, noise.kept(body));
    inputs.forEach(NDArray::close);
    continuations.push(segment);
    return segment.outputs(manager);
  }

  /**
   * As {@link #segment(List, UnaryOperator)}, for a body that also reads what other segments read.
   *
   * @param common results of {@link #shared}; gradients flow back to them as well, and they stay
   * @param body of the inputs and of {@code common}; it may close the former
   */
  public List<NDArray> segment(
      List<NDArray> inputs, List<NDArray> common, BinaryOperator<List<NDArray>> body) {
    if (activations == Activations.KEPT || !isRecording()) {
      return body.apply(inputs, common);
    }
    NDManager manager = inputs.get(0).getManager();
    List<NDArray> all = Stream.concat(inputs.stream(), common.stream()).toList();
    UnaryOperator<List<NDArray>> kept = noise.kept(split(inputs.size(), body));
    Segment segment = Segment.run(kernels, this, continuationOwner(), all, kept);
    inputs.forEach(NDArray::close);
    continuations.push(segment);
    return segment.outputs(manager);
  }

  /** Gives the first {@code count} arrays and the rest apart, and lets go of the rest. */
  private static UnaryOperator<List<NDArray>> split(int count, BinaryOperator<List<NDArray>> body) {
    return all -> {
      List<NDArray> common = all.subList(count, all.size());
      List<NDArray> outputs = body.apply(all.subList(0, count), common);
      common.forEach(NDArray::close);
      return outputs;
    };
  }

  /**
   * The same values for several segments to read: what flows back from them adds up here and goes
   * on once. Needed where an array that was computed while recording, such as an encoder's result,
   * is an input of more than one segment.
   *
   * @param array used up
   */
  public NDArray shared(NDArray array) {
    return segment(List.of(array), arguments -> arguments).get(0);
  }

  /**
   * A scalar with the derivatives that are known of it, in place of records of how it was computed.
   *
   * @param value computed without records; used up
   * @param inputs what gradients flow back to, in this order; constants are passed over
   * @param derivatives of {@code value} by each of them, of their shapes and types; used up
   * @return the value, in the hands of its manager
   */
  public NDArray withDerivatives(NDArray value, List<NDArray> inputs, List<NDArray> derivatives) {
    NDManager manager = value.getManager();
    NDManager owner = continuationOwner();
    NDArray leaf = Segment.same(kernels, List.of(value), owner).get(0);
    track(leaf);
    value.close();
    derivatives.forEach(derivative -> derivative.attach(owner));
    List<NDArray> kept = Segment.same(kernels, inputs, owner);
    continuations.push(new KnownDerivatives(kernels, this, owner, leaf, kept, derivatives));
    return Segment.same(kernels, List.of(leaf), manager).get(0);
  }

  /** Whether this thread records. */
  public boolean isRecording() {
    return JniUtils.isGradMode();
  }

  private NDManager continuationOwner() {
    if (continuationOwner.isEmpty()) {
      continuationOwner = Optional.of(root.newSubManager());
    }
    return continuationOwner.get();
  }

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
      backwardOnce(y, cotangent);
      while (!continuations.isEmpty()) {
        continuations.pop().backward();
      }
    } finally {
      continuations.clear();
      continuationOwner.ifPresent(NDManager::close);
      continuationOwner = Optional.empty();
    }
  }

  /** Backwards as far as records reach: to parameters and to the outputs of segments. */
  void backwardOnce(NDArray y, NDArray cotangent) {
    try {
      JniUtils.backward(pytorch(y), pytorch(cotangent), false, false);
    } catch (EngineException e) {
      throw new KernelException(
          "Cannot differentiate: shape=%s, cotangent=%s; %s; compute it from tracked leaves while recording"
              .formatted(y.getShape(), cotangent.getShape(), e.getMessage()),
          e);
    }
  }

  /** Whether a backward pass from here would reach anything. */
  boolean isRecorded(NDArray array) {
    return kernels.number("is_recorded", array) == 1; // DJL knows it of leaves only
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
