package dev.heddle.jobs.search;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells models apart by all that vectors depend on: weights, config, tokenizer, pooling. */
final class ModelDigest {

  private static final Pattern FILES =
      Pattern.compile(
          "model.*\\.safetensors|config\\.json|tokenizer\\.json|modules\\.json"
              + "|config_sentence_transformers\\.json|sentence_bert_config\\.json");

  private ModelDigest() {}

  /** SHA-256 over the names and contents of a folder's files, in hexadecimal digits. */
  static String of(Storage storage, URI folder) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      OutputStream target = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
      for (FileStatus file : storage.list(folder)) {
        if (FILES.matcher(file.name()).matches()) {
          target.write((file.name() + '\n').getBytes(StandardCharsets.UTF_8));
          copy(storage, file.uri(), target);
        }
      }
      copy(storage, Storage.below(folder, "1_Pooling/config.json"), target);
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException failure) {
      throw new SearchException(
          "Cannot read model: folder=%s; %s".formatted(folder, failure), failure);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot digest: every Java has SHA-256", impossible);
    }
  }

  private static void copy(Storage storage, URI file, OutputStream target) throws IOException {
    try (InputStream source = storage.open(file)) {
      source.transferTo(target);
    }
  }
}
