package dev.heddle.trainer.collectives;

/**
 * The group of workers has failed; carries the worker at which the first known failure happened.
 */
public final class CollectivesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** In place of a rank where none is known. */
  public static final int UNKNOWN = -1;

  private final int failedRank;

  /**
   * @param message what could not be done, with the cause
   * @param failedRank the worker that failed first
   */
  public CollectivesException(String message, int failedRank) {
    super(message);
    this.failedRank = failedRank;
  }

  /** As above, with the exception that this worker met. */
  public CollectivesException(String message, int failedRank, Throwable cause) {
    super(message, cause);
    this.failedRank = failedRank;
  }

  /** The worker that failed first, as far as this worker has been told. */
  public int failedRank() {
    return failedRank;
  }
}
