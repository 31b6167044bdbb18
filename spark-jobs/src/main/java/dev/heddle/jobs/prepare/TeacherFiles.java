package dev.heddle.jobs.prepare;

import dev.heddle.objectives.TeacherColumns;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A teacher as shards are told apart by it.
 *
 * @param files its config and weights, by name
 */
record TeacherFiles(Storage storage, List<FileStatus> files) {
  private static final int BUFFER = 1 << 20;

  /** Raised when the same teacher and samples begin to give other columns. */
  private static final int ALGORITHM = 1;

  /** Those in a folder. */
  static TeacherFiles in(Storage storage, URI folder) {
    return new TeacherFiles(
        storage,
        storage.list(folder).stream()
            .filter(
                file -> file.name().endsWith(".safetensors") || file.name().equals("config.json"))
            .toList());
  }

  /**
   * SHA-256 of everything that decides what wider shards hold: the samples, the teacher's files by
   * name, length and time of modification, and what is kept of its answers.
   */
  String fingerprint(String samples, TeacherColumns columns) {
    MessageDigest digest = sha256();
    StringBuilder text = new StringBuilder("algorithm=" + ALGORITHM + '\n' + samples + '\n');
    columns
        .description()
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    files.forEach(
        file ->
            text.append(file.name())
                .append('\0')
                .append(file.length())
                .append('\0')
                .append(file.modified())
                .append('\n'));
    return hex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** What a manifest says of the columns: the teacher's content and what was kept. */
  Map<String, String> description(TeacherColumns columns) {
    Map<String, String> description = new TreeMap<>(columns.description());
    description.put("teacher_path", columns.path());
    description.put("teacher_sha256", contentHash());
    return description;
  }

  /** SHA-256 of the files, one after the other. */
  private String contentHash() {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    for (FileStatus file : files) {
      try (InputStream content = storage.open(file.uri())) {
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(
            "Cannot read teacher: file=%s; %s".formatted(file.uri(), failure.getMessage()),
            failure);
      }
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot fingerprint a teacher: " + impossible, impossible);
    }
  }
}
