package dev.heddle.objectives.evaluation;

/** An evaluation that cannot be done; one line for the user. */
public final class EvaluationException extends RuntimeException {

  public EvaluationException(String message) {
    super(message);
  }
}
