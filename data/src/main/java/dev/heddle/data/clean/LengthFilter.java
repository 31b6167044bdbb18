package dev.heddle.data.clean;

import java.util.Optional;

/** Bounds on the number of characters (UTF-16 units). */
record LengthFilter(int least, int most) implements TextFilter {

  @Override
  public Optional<DropReason> objection(String text) {
    if (text.isBlank()) {
      return Optional.of(DropReason.EMPTY);
    }
    if (text.length() < least) {
      return Optional.of(DropReason.TOO_SHORT);
    }
    return text.length() > most ? Optional.of(DropReason.TOO_LONG) : Optional.empty();
  }
}
