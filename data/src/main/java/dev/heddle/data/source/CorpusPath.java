package dev.heddle.data.source;

import java.net.URI;

/**
 * Where a file lies in its corpus.
 *
 * @param folder last part of the corpus's own folder
 * @param below path from there to the file
 */
record CorpusPath(String folder, String below) {

  /**
   * @param base the corpus's folder, or the file itself if the corpus is that one file
   */
  static CorpusPath of(URI file, URI base) {
    String path = file.getPath();
    String root = trimmed(path.equals(base.getPath()) ? parent(path) : base.getPath());
    String below = path.startsWith(root + "/") ? path.substring(root.length() + 1) : path;
    return new CorpusPath(root.substring(root.lastIndexOf('/') + 1), below);
  }

  /** What document ids begin with. */
  String name() {
    return folder.isEmpty() ? below : folder + "/" + below;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
