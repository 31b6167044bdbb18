package dev.heddle.data.source;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the files of a corpus. What sits in memory is one record a file. */
public final class CorpusListing {

  private final Storage storage;
  private final FileChoice choice;
  private final List<SourceFile> files = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<URI> seen = new HashSet<>();
  private final List<String> missing = new ArrayList<>();
  private long looked;

  private CorpusListing(Storage storage, ReadingRules rules) {
    this.storage = storage;
    this.choice = new FileChoice(rules);
  }

  /** The files of {@code dataset.path}. */
  public static List<SourceFile> list(Storage storage, List<String> paths, ReadingRules rules) {
    return list("dataset.path", storage, paths, rules);
  }

  /**
   * The files of all paths: in the order of the paths, sorted by path within each, every file once.
   *
   * @param key that names the paths in the run file
   * @param paths files, folders and globs
   * @throws CorpusException if a path leads nowhere, or no file of any content is left
   */
  public static List<SourceFile> list(
      String key, Storage storage, List<String> paths, ReadingRules rules) {
    CorpusListing listing = new CorpusListing(storage, rules);
    paths.forEach(listing::addPath);
    listing.check(key, paths, rules);
    return List.copyOf(listing.files);
  }

  private void addPath(String path) {
    URI literal = GlobPath.isGlob(path) ? null : storage.resolve(path);
    if (literal == null) {
      addGlob(path);
    } else if (storage.exists(literal)) {
      addFound(storage.status(literal), literal);
    } else {
      missing.add(path);
    }
  }

  private void addGlob(String pattern) {
    List<FileStatus> matches = storage.glob(pattern);
    URI base = storage.resolve(GlobPath.folderBefore(pattern));
    matches.forEach(match -> addFound(match, base));
    if (matches.isEmpty()) {
      missing.add(pattern);
    }
  }

  /**
   * @param base the corpus's folder, or the only file of the corpus
   */
  private void addFound(FileStatus found, URI base) {
    List<FileStatus> below = found.isFolder() ? storage.walk(found.uri()) : List.of(found);
    below.forEach(file -> addFile(file, CorpusPath.of(file.uri(), base)));
  }

  private void addFile(FileStatus file, CorpusPath path) {
    looked++;
    Optional<FileKind> kind = choice.kindOf(path.below());
    if (kind.isPresent() && file.length() > 0 && seen.add(file.uri())) {
      String name = names.add(path.name()) ? path.name() : file.uri().toString();
      String group = GroupName.of(path.below());
      files.add(
          new SourceFile(file.uri(), file.length(), file.modified(), name, group, kind.get()));
    }
  }

  private void check(String key, List<String> paths, ReadingRules rules) {
    if (!missing.isEmpty()) {
      throw new CorpusException(
          "Cannot read corpus: %s=%s; nothing is there; correct the path".formatted(key, missing));
    }
    if (files.isEmpty()) {
      throw new CorpusException(
          "Cannot read corpus: %s=%s; of %d files there, format=%s include=%s exclude=%s leave none with content; correct them"
              .formatted(key, paths, looked, rules.format(), rules.include(), rules.exclude()));
    }
  }
}
