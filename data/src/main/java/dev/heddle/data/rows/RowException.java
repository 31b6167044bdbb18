package dev.heddle.data.rows;

/** A file of examples, or a row of it, that cannot be read; one line that names it. */
public final class RowException extends RuntimeException {

  RowException(String message) {
    super(message);
  }

  RowException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Tells what is wrong with a place of a file. */
  static RowException at(String where, String why) {
    return new RowException(
        "Cannot read examples: %s; %s; correct the file, or the column's name in the run file"
            .formatted(where, why));
  }
}
