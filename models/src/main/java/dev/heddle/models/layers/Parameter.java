package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.heddle.models.engine.Autograd;

/**
 * A learnt array. Its value is fp32 in every precision and stays the same array for the life of the
 * model: optimizers and loaders write into it.
 */
public final class Parameter {
  private final String name;
  private final NDArray value;
  private final Role role;
  private final Autograd autograd;
  private boolean trainable;

  /**
   * A trainable parameter.
   *
   * @param name the tensor's name in Hugging Face's files, such as {@code
   *     model.layers.0.attn.Wqkv.weight}
   * @param value fp32, on the engine's device, owned by the model
   */
  public Parameter(String name, NDArray value, Role role, Autograd autograd) {
    this.name = name;
    this.value = value;
    this.role = role;
    this.autograd = autograd;
    train();
  }

  /** The tensor's name in Hugging Face's files. */
  public String name() {
    return name;
  }

  /** The array itself, not a copy. */
  public NDArray value() {
    return value;
  }

  /** Its shape, as in Hugging Face's files: {@code [out, in]} for a linear layer. */
  public Shape shape() {
    return value.getShape();
  }

  /** How many numbers it holds. */
  public long size() {
    return value.size();
  }

  /** What it is for. */
  public Role role() {
    return role;
  }

  /** Whether backward passes reach it. */
  public boolean isTrainable() {
    return trainable;
  }

  /** Lets backward passes reach it. */
  public void train() {
    autograd.track(value);
    trainable = true;
  }

  /** Makes it a constant: no gradient is computed for it. */
  public void freeze() {
    autograd.untrack(value);
    trainable = false;
  }

  @Override
  public String toString() {
    return name + shape();
  }
}
