package dev.heddle.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Files on every file system Hadoop knows. Local disks are used as they are: no checksum files, and
 * logs can be appended to.
 */
public final class HadoopStorage implements Storage {

  private static final long serialVersionUID = 1;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Comparator<FileStatus> BY_PATH =
      Comparator.comparing(status -> status.uri().getPath());

  /** What travels to other machines: a few strings instead of Hadoop's thousand settings. */
  private final TreeMap<String, String> settings;

  /**
   * @param hadoopConfiguration settings by Hadoop's own names, such as {@code fs.defaultFS}; they
   *     win over the site files on the class path, which win over Hadoop's defaults
   */
  public HadoopStorage(Map<String, String> hadoopConfiguration) {
    this.settings = new TreeMap<>(hadoopConfiguration);
  }

  /** Bare paths are local, whatever the site files say. */
  public static HadoopStorage local() {
    return new HadoopStorage(Map.of("fs.defaultFS", "file:///"));
  }

  /**
   * Takes what differs from Hadoop's defaults out of a whole configuration.
   *
   * @param configuration all settings, such as Spark's {@code hadoopConfiguration()}
   */
  public static HadoopStorage of(Iterable<Map.Entry<String, String>> configuration) {
    Configuration defaults = new Configuration(false);
    defaults.addResource("core-default.xml");
    defaults.addResource("hdfs-default.xml");
    Map<String, String> differing = new HashMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      if (!entry.getValue().equals(defaults.getRaw(entry.getKey()))) {
        differing.put(entry.getKey(), entry.getValue());
      }
    }
    return new HadoopStorage(differing);
  }

  private interface Operation<T> {
    T on(FileSystem files, Path path) throws IOException;
  }

  @Override
  public URI resolve(String path) {
    try {
      Path given = new Path(path);
      FileSystem files = fileSystem(given.toUri()).files();
      return given.makeQualified(files.getUri(), files.getWorkingDirectory()).toUri();
    } catch (IllegalArgumentException malformed) {
      throw new StorageException(
          "Cannot use path: \"%s\"; %s; give a URI or a path"
              .formatted(path, malformed.getMessage()),
          new IOException(malformed));
    }
  }

  @Override
  public boolean exists(URI file) {
    return attempt("look for", file, FileSystem::exists);
  }

  @Override
  public FileStatus status(URI file) {
    return attempt("look at", file, (files, path) -> convert(files.getFileStatus(path)));
  }

  @Override
  public List<FileStatus> list(URI folder) {
    return sorted(attempt("list folder", folder, FileSystem::listStatus));
  }

  @Override
  public List<FileStatus> walk(URI root) {
    FileStatus start = status(root);
    if (!start.isFolder()) {
      return List.of(start);
    }
    List<FileStatus> found = new ArrayList<>();
    collect(root, found);
    found.sort(BY_PATH);
    return found;
  }

  private void collect(URI folder, List<FileStatus> found) {
    for (FileStatus child : list(folder)) {
      if (child.name().startsWith("_") || child.name().startsWith(".")) {
        continue;
      }
      if (child.isFolder()) {
        collect(child.uri(), found);
      } else {
        found.add(child);
      }
    }
  }

  @Override
  public List<FileStatus> glob(String pattern) {
    URI start = resolve(pattern);
    var matches = attempt("find files", start, FileSystem::globStatus);
    return matches == null ? List.of() : sorted(matches);
  }

  @Override
  public InputStream open(URI file) {
    FSDataInputStream stream =
        attempt("read file", file, (files, path) -> files.open(path, BUFFER_BYTES));
    return new GuardedInput(stream, file);
  }

  @Override
  public SeekableFile openSeekable(URI file) {
    return attempt(
        "read file",
        file,
        (files, path) ->
            new HadoopSeekableFile(
                files.open(path, BUFFER_BYTES), file, files.getFileStatus(path).getLen()));
  }

  @Override
  public OutputStream create(URI file) {
    FSDataOutputStream stream = attempt("create file", file, HadoopStorage::createNew);
    return new GuardedOutput(stream, file, GuardedOutput.Purpose.WHOLE_FILE);
  }

  @Override
  public DurableOutput append(URI file) {
    FSDataOutputStream stream = attempt("append to file", file, HadoopStorage::openEnd);
    return new GuardedOutput(stream, file, GuardedOutput.Purpose.LOG);
  }

  private static FSDataOutputStream openEnd(FileSystem files, Path path) throws IOException {
    if (!files.exists(path)) {
      return createNew(files, path);
    }
    return isLocal(files)
        ? LocalAppend.open(files, path, BUFFER_BYTES)
        : files.append(path, BUFFER_BYTES);
  }

  private static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }

  /** The overload without permissions: with them, Hadoop starts a chmod process per local file. */
  private static FSDataOutputStream createNew(FileSystem files, Path path) throws IOException {
    return files.create(
        path,
        false,
        BUFFER_BYTES,
        files.getDefaultReplication(path),
        files.getDefaultBlockSize(path),
        null);
  }

  @Override
  public void replace(URI file, Content content) {
    Renaming renaming = fileSystem(file).renaming();
    try {
      renaming.replace(file, content);
    } catch (IOException | FSError failure) {
      throw Failures.explain("write file", file, failure);
    }
  }

  @Override
  public void delete(URI file) {
    boolean deleted =
        attempt("delete", file, (files, path) -> files.delete(path, true) || !files.exists(path));
    if (!deleted) {
      throw new StorageException(
          "Cannot delete: %s; the file system refused; check its permissions".formatted(file));
    }
  }

  @Override
  public void createFolders(URI folder) {
    boolean made = attempt("create folder", folder, FileSystem::mkdirs);
    if (!made) {
      throw new StorageException(
          "Cannot create folder: %s; the file system refused; check the permissions and names above it"
              .formatted(folder));
    }
  }

  @Override
  public Publication stage(URI target) {
    return StagedFolder.start(this, fileSystem(target).renaming(), plain(target));
  }

  @Override
  public List<FileStatus> temporaries(URI folder) {
    URI target = plain(folder);
    URI parent = target.resolve(".");
    if (!exists(parent)) {
      return List.of();
    }
    String prefix = StagedFolder.prefix(target);
    return list(parent).stream().filter(status -> status.name().startsWith(prefix)).toList();
  }

  @Override
  public FolderLock lock(URI folder) {
    if (!isLocal(fileSystem(folder).files())) {
      return LeaseFolderLock.acquire(this, folder);
    }
    try {
      return LocalFolderLock.acquire(folder);
    } catch (IOException failure) {
      throw Failures.explain("lock folder", folder, failure);
    }
  }

  /** Without a slash at the end. */
  private static URI plain(URI folder) {
    String path = folder.getRawPath();
    return path.endsWith("/") ? folder.resolve(path.substring(0, path.length() - 1)) : folder;
  }

  private <T> T attempt(String action, URI uri, Operation<T> operation) {
    FileSystem files = fileSystem(uri).files();
    try {
      return operation.on(files, new Path(uri));
    } catch (IOException | FSError failure) {
      throw Failures.explain(action, uri, failure);
    }
  }

  private HadoopFileSystems.Opened fileSystem(URI uri) {
    try {
      return HadoopFileSystems.open(settings, uri);
    } catch (UnsupportedFileSystemException unknown) {
      throw Failures.unknownScheme(uri, unknown);
    } catch (IOException failure) {
      throw Failures.explain("open file system", uri, failure);
    } catch (RuntimeException failure) {
      if (failure.getCause() instanceof ClassNotFoundException) {
        throw Failures.unknownScheme(uri, new IOException(failure));
      }
      throw failure;
    }
  }

  private static List<FileStatus> sorted(org.apache.hadoop.fs.FileStatus[] statuses) {
    return Arrays.stream(statuses).map(HadoopStorage::convert).sorted(BY_PATH).toList();
  }

  private static FileStatus convert(org.apache.hadoop.fs.FileStatus status) {
    return new FileStatus(
        status.getPath().toUri(),
        status.isDirectory() ? 0 : status.getLen(),
        status.getModificationTime(),
        status.isDirectory());
  }
}
