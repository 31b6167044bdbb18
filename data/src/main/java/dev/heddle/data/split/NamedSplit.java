package dev.heddle.data.split;

import dev.heddle.data.source.Document;
import dev.heddle.data.source.SourceFile;

/**
 * Holds out the documents of files that a run names for it, and no others. The names of such files
 * are marked in a way that no other file's is, and ids of documents begin with their file's name.
 */
public record NamedSplit() implements SplitRule {

  /** Names of files are relative paths, or whole URIs. */
  private static final String MARK = "/";

  /** A file whose documents are held out. */
  public static SourceFile heldOut(SourceFile file) {
    return new SourceFile(
        file.uri(), file.length(), file.modified(), MARK + file.name(), file.group(), file.kind());
  }

  @Override
  public Side sideOf(Document document) {
    return document.id().startsWith(MARK) ? Side.VALIDATION : Side.TRAIN;
  }
}
