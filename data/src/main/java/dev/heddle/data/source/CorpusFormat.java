package dev.heddle.data.source;

/** How the files of a corpus are read. */
public enum CorpusFormat {
  /** By each file's suffix; see {@link FileKind}. */
  AUTO,
  /** Every file is one document. */
  TEXT,
  /** Every line is a JSON object with a text in it. */
  JSONL,
  /** Every row has a text column. */
  PARQUET,
  /** Every source file is one document; archives are read like folders. */
  SOURCE_TREE,
  /**
   * Every method of a Java source file that has a documentation comment is one document; archives
   * are read like folders.
   */
  JAVA_METHODS
}
