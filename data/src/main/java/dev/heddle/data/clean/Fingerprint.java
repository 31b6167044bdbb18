package dev.heddle.data.clean;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * The first 128 bits of the SHA-256 of a text in which every run of white space is one space and
 * none stands at either end. Texts with the same fingerprint are exact duplicates.
 */
public record Fingerprint(long high, long low) implements Serializable, Comparable<Fingerprint> {

  /** The fingerprint of a text. */
  public static Fingerprint of(String text) {
    ByteBuffer hash = ByteBuffer.wrap(hash(text).digest());
    return new Fingerprint(hash.getLong(), hash.getLong());
  }

  @Override
  public int compareTo(Fingerprint other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  private static CharacterDigest hash(String text) {
    CharacterDigest digest = new CharacterDigest();
    boolean isGap = false;
    boolean hasStarted = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isWhitespace(character)) {
        isGap = hasStarted;
        continue;
      }
      if (isGap) {
        digest.add(' ');
        isGap = false;
      }
      digest.add(character);
      hasStarted = true;
    }
    return digest;
  }
}
