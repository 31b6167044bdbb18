package dev.heddle.data.source;

/** Paths with wildcards, as a user writes them. */
final class GlobPath {

  private static final String WILDCARDS = "*?[{";

  private GlobPath() {}

  static boolean isGlob(String path) {
    return firstWildcard(path) < path.length();
  }

  /** The folder that all matches lie in: what stands before the first part with a wildcard. */
  static String folderBefore(String pattern) {
    int slash = pattern.lastIndexOf('/', firstWildcard(pattern));
    if (slash < 0) {
      return ".";
    }
    boolean isRoot =
        slash == 0 || pattern.charAt(slash - 1) == '/' || pattern.charAt(slash - 1) == ':';
    return isRoot ? pattern.substring(0, slash + 1) : pattern.substring(0, slash);
  }

  private static int firstWildcard(String path) {
    int at = 0;
    while (at < path.length() && WILDCARDS.indexOf(path.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
