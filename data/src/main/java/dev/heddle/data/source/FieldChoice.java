package dev.heddle.data.source;

import java.io.Serializable;

/** Which fields or columns are read where a row has them. */
@FunctionalInterface
public interface FieldChoice extends Serializable {

  /** Whether a field is read. */
  boolean takes(String name);
}
