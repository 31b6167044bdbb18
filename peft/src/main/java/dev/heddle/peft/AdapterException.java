package dev.heddle.peft;

/** An adapter that cannot be made, read or used, with a message for the user. */
public final class AdapterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public AdapterException(String message) {
    super(message);
  }

  public AdapterException(String message, Throwable cause) {
    super(message, cause);
  }
}
