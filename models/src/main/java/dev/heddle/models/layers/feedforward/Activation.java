package dev.heddle.models.layers.feedforward;

/** The functions between two linear layers, by the names that Hugging Face's configs give them. */
public enum Activation {
  /** {@code x · sigmoid(x)}. */
  SILU("swiglu"),
  /** {@code x · Φ(x)}, exact. */
  GELU("geglu"),
  /** The tanh approximation of {@link #GELU}. */
  GELU_PYTORCH_TANH("tanh_geglu");

  private final String gatedKernel;

  Activation(String gatedKernel) {
    this.gatedKernel = gatedKernel;
  }

  /**
   * The kernel that multiplies the activation of a row's first half by its second half: {@code
   * [tokens, 2 · width]} to {@code [tokens, width]}.
   */
  public String gatedKernel() {
    return gatedKernel;
  }
}
