package dev.heddle.trainer;

/**
 * Whether matrix products are computed in bfloat16; parameters and optimizer state are fp32 either
 * way.
 *
 * @param text {@code auto} (on devices that have it in hardware), {@code true} or {@code false}
 */
public record Bf16(String text) {

  public Bf16 {
    if (!text.equals("auto") && !text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("must be auto, true or false");
    }
  }

  /** Reads what a run file says. */
  public static Bf16 parse(String text) {
    return new Bf16(text.strip());
  }

  /** Whether to compute in bfloat16, where the device is a GPU or not. */
  public boolean isOn(DeviceKind device) {
    return text.equals("true") || (text.equals("auto") && device == DeviceKind.CUDA);
  }

  /** What a worker computes on. */
  public enum DeviceKind {
    CPU,
    CUDA
  }

  @Override
  public String toString() {
    return text;
  }
}
