package dev.heddle.data.source;

import java.io.Serializable;
import java.util.List;

/**
 * How a corpus is read; the keys of the same names under {@code dataset.} say more.
 *
 * @param rows what is read of formats that have fields or columns, and what document it makes
 * @param include globs on the path below the corpus; empty takes every file of a known kind
 * @param exclude globs on the same path; they win over {@code include}
 * @param maxDocumentBytes UTF-8 bytes that a document has at most
 * @param maskMethodNames whether methods' own names are taken out of their code
 */
public record ReadingRules(
    CorpusFormat format,
    RowShape rows,
    List<String> include,
    List<String> exclude,
    OnUnreadable onUnreadable,
    InvalidUtf8 invalidUtf8,
    int maxDocumentBytes,
    boolean maskMethodNames)
    implements Serializable {

  /** Copies the lists. */
  public ReadingRules {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
