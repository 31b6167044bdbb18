package dev.heddle.jobs.prepare;

import dev.heddle.data.examples.ChatForm;
import dev.heddle.data.source.SourceFile;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * SHA-256 of everything that decides what a preparation makes: the files by name, length and time
 * of modification, the settings, and the tokenizer or what it is trained by.
 */
final class SourceFingerprint {

  /** Raised when the same files and settings begin to give other shards. */
  private static final int ALGORITHM = 3;

  /** Where things lie, not what they are: the files themselves tell that. */
  private static final Set<String> PLACES = Set.of("path", "evalPath", "preparedPath");

  private final MessageDigest digest;

  private SourceFingerprint() throws NoSuchAlgorithmException {
    this.digest = MessageDigest.getInstance("SHA-256");
  }

  /** The fingerprint of a preparation. */
  static String of(List<SourceFile> files, PrepareRequest request, CorpusTokenizer tokenizer) {
    try {
      SourceFingerprint fingerprint = new SourceFingerprint();
      fingerprint.add("algorithm=" + ALGORITHM);
      fingerprint.addRecord(request.dataset());
      fingerprint.add("form=" + request.form().variant().name());
      fingerprint.addRecord(request.form().settings());
      tokenizer
          .fingerprint()
          .ifPresentOrElse(
              given -> fingerprint.add("tokenizer=" + given),
              () -> fingerprint.addRecord(request.tokenizer()));
      if (!tokenizer.added().isEmpty()) {
        fingerprint.add("added_tokens=" + tokenizer.added());
      }
      if (request.form().variant().name().equals(ChatForm.NAME)) {
        tokenizer.chatTemplate().ifPresent(text -> fingerprint.add("chat_template=" + text));
      }
      files.forEach(fingerprint::addFile);
      return HexFormat.of().formatHex(fingerprint.digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot fingerprint a corpus: " + impossible, impossible);
    }
  }

  private void addFile(SourceFile file) {
    add(file.name() + '\0' + file.length() + '\0' + file.modified());
  }

  private void addRecord(Record settings) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      if (!PLACES.contains(component.getName())) {
        add(component.getName() + '=' + value(settings, component));
      }
    }
  }

  private void add(String line) {
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  private static Object value(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("Cannot fingerprint settings: " + impossible, impossible);
    }
  }
}
