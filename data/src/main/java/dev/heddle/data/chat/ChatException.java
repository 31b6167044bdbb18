package dev.heddle.data.chat;

/** A conversation that cannot be written, or a template that cannot write any. */
public final class ChatException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ChatException(String message) {
    super(message);
  }

  ChatException(String message, Throwable cause) {
    super(message, cause);
  }
}
