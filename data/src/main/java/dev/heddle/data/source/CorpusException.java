package dev.heddle.data.source;

/** A corpus, or a part of it, that cannot be read; one line that names it. */
public final class CorpusException extends RuntimeException {

  public CorpusException(String message) {
    super(message);
  }

  public CorpusException(String message, Throwable cause) {
    super(message, cause);
  }
}
