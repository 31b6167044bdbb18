package dev.heddle.data.clean;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over UTF-16 units, high byte first, that are added one by one. */
final class CharacterDigest {

  private static final int CHUNK = 8192;

  private final MessageDigest digest = sha256();
  private final byte[] chunk = new byte[CHUNK];
  private int filled;

  void add(char character) {
    if (filled == CHUNK) {
      digest.update(chunk);
      filled = 0;
    }
    chunk[filled++] = (byte) (character >>> 8);
    chunk[filled++] = (byte) character;
  }

  /** The hash, 32 bytes; nothing can be added afterwards. */
  byte[] digest() {
    digest.update(chunk, 0, filled);
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Cannot hash: every Java has SHA-256", impossible);
    }
  }
}
