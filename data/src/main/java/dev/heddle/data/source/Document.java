package dev.heddle.data.source;

import java.io.Serializable;
import java.util.Map;

/**
 * One text of a corpus.
 *
 * @param id unique in the corpus and the same wherever the corpus is copied to: {@code
 *     corpus/a.txt}, {@code corpus/b.jsonl#17} (line or row from 1), {@code
 *     libraries/c.jar!/org/C.java}
 * @param group what is held out together when the split is by group: the first folder below the
 *     corpus's path, or the library that an archive's name tells
 * @param text never empty
 * @param columns what else was asked for, by the name of its field or column; empty for formats
 *     without any
 */
public record Document(String id, String group, String text, Map<String, String> columns)
    implements Serializable {

  /** Copies the map. */
  public Document {
    columns = Map.copyOf(columns);
  }

  /** A text and nothing else. */
  public Document(String id, String group, String text) {
    this(id, group, text, Map.of());
  }
}
