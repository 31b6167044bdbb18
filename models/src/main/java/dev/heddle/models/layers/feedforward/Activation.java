package dev.heddle.models.layers.feedforward;

/** The functions between two linear layers, by the names that Hugging Face's configs give them. */
public enum Activation {
  /** {@code x · sigmoid(x)}. */
  SILU("silu", "swiglu"),
  /** {@code x · Φ(x)}, exact. */
  GELU("gelu", "geglu"),
  /** The tanh approximation of {@link #GELU}. */
  GELU_PYTORCH_TANH("tanh_gelu", "tanh_geglu"),
  /** The same function as {@link #GELU_PYTORCH_TANH}, under its older name. */
  GELU_NEW("tanh_gelu", "tanh_geglu"),
  /** {@code max(x, 0)}. */
  RELU("relu", "reglu");

  private final String kernel;
  private final String gatedKernel;

  Activation(String kernel, String gatedKernel) {
    this.kernel = kernel;
    this.gatedKernel = gatedKernel;
  }

  /** The kernel that computes it, {@code [tokens, width]} to the same shape. */
  public String kernel() {
    return kernel;
  }

  /**
   * The kernel that multiplies the activation of a row's first half by its second half: {@code
   * [tokens, 2 · width]} to {@code [tokens, width]}.
   */
  public String gatedKernel() {
    return gatedKernel;
  }
}
