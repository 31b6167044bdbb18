package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Pooling;
import dev.heddle.models.engine.Scope;

/**
 * Logits of whole sequences.
 *
 * @param pooling which vector stands for a sequence
 * @param head what is computed from it
 */
public record SequenceHead(Pooling pooling, ClassificationHead head) {

  /** {@code hidden [tokens, width]} to {@code [sequences, labels]}, fp32. */
  NDArray logits(NDArray hidden, PackedTokens tokens) {
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray logits = head.logits(pooling.of(hidden, tokens, head.kernels(), inner));
      logits.attach(outer);
      return logits;
    }
  }
}
