package dev.heddle.data.split;

import dev.heddle.data.source.Document;
import java.io.Serializable;

/** Which side each document is on; a pure function of the document's id and group. */
@FunctionalInterface
public interface SplitRule extends Serializable {
  Side sideOf(Document document);
}
