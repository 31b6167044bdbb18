package dev.heddle.data.clean;

import java.io.Serializable;
import java.util.Optional;

/** Judges one document by its text alone. Shared by threads. */
@FunctionalInterface
interface TextFilter extends Serializable {

  /** Empty if nothing speaks against the text. */
  Optional<DropReason> objection(String text);
}
