package dev.heddle.jobs.prepare;

/** Finds in what Spark throws the line that was meant for the user. */
final class PreparationFailure {

  private static final String OUR_FORM = "Cannot ";

  private PreparationFailure() {}

  /** The innermost cause in the house's form, or else the exception itself. */
  static RuntimeException of(Exception failure) {
    RuntimeException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RuntimeException clear
          && clear.getMessage() != null
          && clear.getMessage().startsWith(OUR_FORM)) {
        found = found == null ? clear : found;
      }
    }
    if (found != null) {
      return found;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(
            "Cannot prepare: Spark gave up; %s; see its log".formatted(failure.getMessage()),
            failure);
  }
}
