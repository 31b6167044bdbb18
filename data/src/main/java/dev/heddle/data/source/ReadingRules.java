package dev.heddle.data.source;

import java.io.Serializable;
import java.util.List;

/**
 * How a corpus is read; the keys of the same names under {@code dataset.} say more.
 *
 * @param columns what is read besides the text, from formats that have fields or columns
 * @param include globs on the path below the corpus; empty takes every file of a known kind
 * @param exclude globs on the same path; they win over {@code include}
 * @param maxDocumentBytes UTF-8 bytes that a document has at most
 */
public record ReadingRules(
    CorpusFormat format,
    String textColumn,
    List<String> columns,
    List<String> include,
    List<String> exclude,
    OnUnreadable onUnreadable,
    InvalidUtf8 invalidUtf8,
    int maxDocumentBytes)
    implements Serializable {

  /** Copies the lists. */
  public ReadingRules {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
