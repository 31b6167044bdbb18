package dev.heddle.data.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The group of a file: the first folder below the corpus, or the library an archive holds. */
final class GroupName {

  /** {@code commons-text-1.12.0-sources.jar}: name, version, classifier, suffix. */
  private static final Pattern ARCHIVE =
      Pattern.compile(
          "(.+?)(-\\d[\\w.+-]*?)?(-sources|-src)?\\.(?:jar|zip)", Pattern.CASE_INSENSITIVE);

  private GroupName() {}

  /**
   * @param path below the corpus's folder
   */
  static String of(String path) {
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    return slash < 0 && FileKind.isArchive(path) ? library(path) : first;
  }

  /** All versions of a library are one group. */
  static String library(String archive) {
    Matcher matcher = ARCHIVE.matcher(archive);
    return matcher.matches() ? matcher.group(1) : archive;
  }
}
