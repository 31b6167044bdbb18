package dev.heddle.models.engine;

/**
 * PyTorch cannot be loaded, or not on the device asked for; the message says what to install or to
 * write.
 */
public final class EngineUnavailableException extends RuntimeException {
  EngineUnavailableException(String message) {
    super(message);
  }

  EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
