package dev.heddle.models.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what passes through to another stream. */
public final class HashingOutput extends FilterOutputStream {
  private final MessageDigest digest = sha256();
  private long length;

  public HashingOutput(OutputStream target) {
    super(target);
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot hash: every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public void write(int oneByte) throws IOException {
    out.write(oneByte);
    digest.update((byte) oneByte);
    length++;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    out.write(bytes, offset, count);
    digest.update(bytes, offset, count);
    length += count;
  }

  /** Bytes written so far. */
  public long length() {
    return length;
  }

  /** SHA-256 of everything written, in hexadecimal; ends the hash, so to be asked once. */
  public String finishedHash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
