package dev.heddle.objectives.distillation;

/** How far the student's distribution q is from the teacher's, p. */
public enum Divergence {
  /** {@code KL(p | q)}: the student has to cover all that the teacher finds likely. */
  FORWARD_KL(0),
  /** {@code KL(q | p)}: the student may leave out, but not make up. */
  REVERSE_KL(1),
  /**
   * {@code β KL(p | m) + (1 − β) KL(q | m)} with {@code m = βp + (1 − β)q} (Agarwal et al.,
   * "On-Policy Distillation of Language Models", 2024); the Jensen-Shannon divergence at β = 0.5.
   */
  JENSEN_SHANNON(2),
  /**
   * {@code ½ Σ |p − q|}: the share of a draft model's tokens that its target would refuse
   * (Leviathan et al., "Fast Inference from Transformers via Speculative Decoding", 2023).
   */
  TOTAL_VARIATION(3);

  private final long form;

  Divergence(long form) {
    this.form = form;
  }

  /** The kernel's number of the form. */
  long form() {
    return form;
  }
}
