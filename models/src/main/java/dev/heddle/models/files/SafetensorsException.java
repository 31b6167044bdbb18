package dev.heddle.models.files;

/** A weights file that breaks the rules of its format, or does not hold what was asked for. */
public final class SafetensorsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SafetensorsException(String message) {
    super(message);
  }

  public SafetensorsException(String message, Throwable cause) {
    super(message, cause);
  }

  static SafetensorsException unreadable(String file, String problem) {
    return new SafetensorsException(
        "Cannot read safetensors: file="
            + file
            + "; "
            + problem
            + "; copy or export the file again");
  }
}
