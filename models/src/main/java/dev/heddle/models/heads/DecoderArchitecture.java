package dev.heddle.models.heads;

import dev.heddle.models.Visibility;

/** An architecture whose tokens see what stands before them, and more where a caller wants it. */
public interface DecoderArchitecture extends TextArchitecture {
  @Override
  default Visibility visibility() {
    return Visibility.CAUSAL;
  }

  @Override
  default void requireComputed(Visibility visibility) {}
}
