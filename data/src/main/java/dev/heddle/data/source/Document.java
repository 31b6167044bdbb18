package dev.heddle.data.source;

import java.io.Serializable;

/**
 * One text of a corpus.
 *
 * @param id unique in the corpus and the same wherever the corpus is copied to: {@code
 *     corpus/a.txt}, {@code corpus/b.jsonl#17} (line or row from 1), {@code
 *     libraries/c.jar!/org/C.java}
 * @param group what is held out together when the split is by group: the first folder below the
 *     corpus's path, or the library that an archive's name tells
 * @param text never empty
 */
public record Document(String id, String group, String text) implements Serializable {}
