package dev.heddle.data.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which files belong to a corpus, by their path below it, and what each is read as. */
final class FileChoice {

  private final CorpusFormat format;
  private final List<Pattern> include;
  private final List<Pattern> exclude;

  FileChoice(ReadingRules rules) {
    this.format = rules.format();
    this.include = Glob.compileAll(rules.include());
    this.exclude = Glob.compileAll(rules.exclude());
  }

  /**
   * What to read a file as; empty if it is left out. An archive is opened whatever {@code include}
   * says, since that speaks of what is in it.
   *
   * @param path below the corpus's folder
   */
  Optional<FileKind> kindOf(String path) {
    Optional<FileKind> kind = kindByFormat(path);
    if (kind.isEmpty() || isHidden(path) || matches(exclude, path)) {
      return Optional.empty();
    }
    boolean isTaken = kind.get() == FileKind.ARCHIVE || include.isEmpty() || matches(include, path);
    return isTaken ? kind : Optional.empty();
  }

  /** Whether a file in an archive is a document. */
  boolean takesEntry(String path) {
    boolean isTaken =
        include.isEmpty() ? FileKind.ofName(path).equals(textKind()) : matches(include, path);
    boolean isReadable = format != CorpusFormat.JAVA_METHODS || isJava(path);
    return isReadable && isTaken && !isHidden(path) && !matches(exclude, path);
  }

  /** Include globs name what would not be known by its suffix. */
  private Optional<FileKind> kindByFormat(String path) {
    Optional<FileKind> bySuffix = FileKind.ofName(path);
    return switch (format) {
      case TEXT -> Optional.of(FileKind.TEXT);
      case JSONL -> Optional.of(FileKind.JSONL);
      case PARQUET -> Optional.of(FileKind.PARQUET);
      case AUTO -> bySuffix.or(() -> matches(include, path) ? textKind() : Optional.empty());
      case SOURCE_TREE -> sourceKind(path, bySuffix);
      case JAVA_METHODS -> javaKind(path);
    };
  }

  private Optional<FileKind> sourceKind(String path, Optional<FileKind> bySuffix) {
    if (FileKind.isArchive(path)) {
      return Optional.of(FileKind.ARCHIVE);
    }
    boolean isText = bySuffix.equals(textKind()) || matches(include, path);
    return isText ? textKind() : Optional.empty();
  }

  private static Optional<FileKind> javaKind(String path) {
    if (FileKind.isArchive(path)) {
      return Optional.of(FileKind.ARCHIVE);
    }
    return isJava(path) ? textKind() : Optional.empty();
  }

  private static boolean isJava(String path) {
    return path.endsWith(".java");
  }

  private static Optional<FileKind> textKind() {
    return Optional.of(FileKind.TEXT);
  }

  private static boolean matches(List<Pattern> globs, String path) {
    return globs.stream().anyMatch(glob -> glob.matcher(path).matches());
  }

  /** Hadoop's rule, for every part of the path. */
  private static boolean isHidden(String path) {
    boolean startsPart = true;
    for (int i = 0; i < path.length(); i++) {
      char character = path.charAt(i);
      if (startsPart && (character == '.' || character == '_')) {
        return true;
      }
      startsPart = character == '/';
    }
    return false;
  }
}
