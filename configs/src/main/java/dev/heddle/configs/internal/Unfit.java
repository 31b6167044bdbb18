package dev.heddle.configs.internal;

import java.util.Optional;

/** A value that cannot be what its key asks for; the message is the rule or the choices. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> nearest;

  Unfit(String allowed) {
    this(allowed, Optional.empty());
  }

  Unfit(String allowed, Optional<String> nearest) {
    super(allowed);
    this.nearest = nearest;
  }

  /** The choice that was probably meant. */
  Optional<String> nearest() {
    return nearest;
  }
}
