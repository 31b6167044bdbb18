package dev.heddle.data.source;

/** What one file is read as. */
public enum FileKind {
  TEXT,
  JSONL,
  PARQUET,
  /** A zip or jar file of source files. */
  ARCHIVE
}
