package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.Visibility;
import dev.heddle.models.layers.attention.AttentionPass;

/** An architecture whose tokens see all of their sequence. */
public interface EncoderArchitecture extends TextArchitecture {
  /**
   * Encodes a batch that was checked.
   *
   * @return {@code [tokens, width]}, fp32, owned by the manager of {@code tokens}
   */
  NDArray encode(DeviceTokens tokens);

  @Override
  default NDArray encode(AttentionPass pass) {
    return encode(pass.tokens());
  }

  @Override
  default Visibility visibility() {
    return Visibility.BIDIRECTIONAL;
  }

  @Override
  default void requireComputed(Visibility visibility) {
    Visibility.requireBidirectional(visibility, modelType());
  }
}
