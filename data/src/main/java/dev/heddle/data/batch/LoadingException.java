package dev.heddle.data.batch;

/** Batches that could not be read or made; the cause tells why. */
public final class LoadingException extends RuntimeException {

  LoadingException(long step, Throwable cause) {
    super("Cannot load batch: step=%d; %s".formatted(step, cause.getMessage()), cause);
  }

  LoadingException(String message) {
    super(message);
  }
}
