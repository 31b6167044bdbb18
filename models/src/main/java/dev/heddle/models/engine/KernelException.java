package dev.heddle.models.engine;

/** A kernel does not exist, does not compile, or failed on its arguments. */
public final class KernelException extends RuntimeException {
  KernelException(String message) {
    super(message);
  }

  KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
