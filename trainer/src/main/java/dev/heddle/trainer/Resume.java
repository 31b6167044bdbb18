package dev.heddle.trainer;

/**
 * Where a run starts from.
 *
 * @param text {@code false} (from scratch), {@code true} (the newest checkpoint of the output
 *     folder, if there is one), or the URI of a checkpoint
 */
public record Resume(String text) {

  public Resume {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must be true, false or the URI of a checkpoint");
    }
  }

  /** Reads what a run file says. */
  public static Resume parse(String text) {
    return new Resume(text.strip());
  }

  /** Whether the run must not look for a checkpoint. */
  public boolean isOff() {
    return text.equals("false");
  }

  /** Whether the newest checkpoint of the output folder is meant. */
  public boolean isNewest() {
    return text.equals("true");
  }

  @Override
  public String toString() {
    return text;
  }
}
