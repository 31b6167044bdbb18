package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import java.util.List;

/**
 * Rotary positions (Su et al. 2021, arXiv:2104.09864): queries and keys are turned by angles that
 * grow with their place in the sequence.
 */
@FunctionalInterface
public interface Rotary {
  /**
   * The angles of a batch.
   *
   * @return cosines and sines, each {@code [tokens, 1, head width / 2]}, fp32, owned by the owner
   *     of {@code tokens}
   */
  List<NDArray> table(DeviceTokens tokens);
}
