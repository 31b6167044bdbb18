package dev.heddle.data.chat.jinja;

/** A template that cannot be read, or that cannot be rendered with the values it was given. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean hasLine;

  /** A problem whose line is found by whoever runs the statement. */
  TemplateException(String problem) {
    super(problem);
    this.hasLine = false;
  }

  private TemplateException(String problem, RuntimeException cause) {
    super(problem, cause);
    this.hasLine = true;
  }

  /** A problem in a line, counted from 1. */
  static TemplateException at(int line, String problem) {
    return new TemplateException("line %d: %s".formatted(line, problem), null);
  }

  /** The same problem with its line, unless an inner statement has told it. */
  TemplateException within(int line) {
    return hasLine
        ? this
        : new TemplateException("line %d: %s".formatted(line, getMessage()), this);
  }
}
