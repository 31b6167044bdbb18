package dev.heddle.data.tokenize;

/** A tokenizer that is missing, unreadable or not what it should be. */
public final class TokenizerException extends RuntimeException {

  public TokenizerException(String message) {
    super(message);
  }

  public TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
