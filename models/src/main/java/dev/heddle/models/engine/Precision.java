package dev.heddle.models.engine;

/**
 * The number format a model computes in. Parameters, gradients and optimizer state are fp32 in
 * both; in {@link #BF16} kernels cast to bfloat16 on their way into matrix products and attention,
 * and norms and losses stay fp32.
 */
public enum Precision {
  FP32("torch.float32"),
  BF16("torch.bfloat16");

  private final String torchName;

  Precision(String torchName) {
    this.torchName = torchName;
  }

  /** The kernel argument that stands for this format: PyTorch's number of the scalar type. */
  public long scalarType() {
    return KernelSource.SCALAR_TYPES.get(torchName);
  }
}
