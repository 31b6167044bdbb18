package dev.heddle.models.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A stretch of a computation whose records were let go: its inputs, and its outputs as leaves at
 * which the backward pass of what follows ends.
 */
final class Segment implements Continuation {
  private final Kernels kernels;
  private final Autograd autograd;
  private final NDManager owner;
  private final UnaryOperator<List<NDArray>> body;
  private final List<NDArray> inputs;
  private final List<NDArray> leaves;

  private Segment(
      Kernels kernels,
      Autograd autograd,
      NDManager owner,
      UnaryOperator<List<NDArray>> body,
      List<NDArray> inputs,
      List<NDArray> leaves) {
    this.kernels = kernels;
    this.autograd = autograd;
    this.owner = owner;
    this.body = body;
    this.inputs = inputs;
    this.leaves = leaves;
  }

  /**
   * Computes {@code body} without recording it.
   *
   * @param owner of what the segment keeps until its backward pass
   */
  @SuppressWarnings("try") // recording is paused for its duration, never named
  static Segment run(
      Kernels kernels,
      Autograd autograd,
      NDManager owner,
      List<NDArray> inputs,
      UnaryOperator<List<NDArray>> body) {
    List<NDArray> kept = same(kernels, inputs, owner);
    try (GradientMode paused = autograd.paused()) {
      List<NDArray> outputs = body.apply(detached(autograd, inputs, inputs.get(0).getManager()));
      List<NDArray> leaves = same(kernels, outputs, owner);
      leaves.forEach(autograd::track);
      outputs.forEach(NDArray::close);
      return new Segment(kernels, autograd, owner, body, kept, leaves);
    }
  }

  /** The outputs, in the hands of {@code manager}. */
  List<NDArray> outputs(NDManager manager) {
    return same(kernels, leaves, manager);
  }

  /**
   * Computes the segment again, recording this time, and carries the gradients that its outputs
   * have received on to its parameters and its inputs.
   */
  @Override
  @SuppressWarnings("try") // recording is open for its duration, never named
  public void backward() {
    try (NDManager manager = owner.newSubManager();
        GradientMode recording = autograd.recording()) {
      List<NDArray> again = detached(autograd, inputs, manager);
      again.forEach(autograd::track);
      if (carry(manager, body.apply(same(kernels, again, manager)), leaves)) {
        carry(manager, inputs, again);
      }
    }
  }

  /**
   * Sends the gradients of some leaves backwards through other arrays, all at once: these may share
   * records, which a backward pass frees.
   *
   * @return whether there were any
   */
  private boolean carry(NDManager manager, List<NDArray> through, List<NDArray> received) {
    List<NDArray> reached = new ArrayList<>();
    List<NDArray> gradients = new ArrayList<>();
    for (int i = 0; i < received.size(); i++) {
      Optional<NDArray> gradient = autograd.gradient(received.get(i), manager);
      if (gradient.isPresent() && autograd.isRecorded(through.get(i))) {
        reached.add(through.get(i));
        gradients.add(gradient.get());
      }
    }
    if (!reached.isEmpty()) {
      NDArray sum = kernels.call("sum_of_products", reached, gradients);
      sum.attach(manager);
      autograd.backwardOnce(sum, kernels.call("ones_like", sum));
    }
    return !reached.isEmpty();
  }

  /** Other handles of the same arrays. */
  static List<NDArray> same(Kernels kernels, List<NDArray> arrays, NDManager manager) {
    return arrays.stream().map(array -> attached(kernels.call("same", array), manager)).toList();
  }

  private static List<NDArray> detached(
      Autograd autograd, List<NDArray> arrays, NDManager manager) {
    return arrays.stream().map(array -> attached(autograd.detached(array), manager)).toList();
  }

  private static NDArray attached(NDArray array, NDManager manager) {
    array.attach(manager);
    return array;
  }
}
