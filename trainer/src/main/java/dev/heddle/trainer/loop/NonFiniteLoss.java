package dev.heddle.trainer.loop;

import java.net.URI;

/**
 * A loss or a gradient is infinite or not a number; parameters are as they were before the step.
 */
public final class NonFiniteLoss extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;

  NonFiniteLoss(long step, double loss, double gradientNorm, URI batch) {
    super(
        ("Cannot go on training: step=%d has loss=%s and grad_norm=%s; both must be finite; its"
                + " batch is saved as %s, try a lower trainer.learning_rate, or"
                + " trainer.max_grad_norm if it is 0")
            .formatted(step, loss, gradientNorm, batch));
    this.step = step;
  }

  /** The step that failed, from 1. */
  public long step() {
    return step;
  }
}
