package dev.heddle.models.files;

/** A model's folder that cannot be used; the message names the folder and all that is wrong. */
public final class ModelFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModelFolderException(String message) {
    super(message);
  }

  ModelFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
