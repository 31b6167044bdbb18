package dev.heddle.data.tokenize;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The printable stand-ins of the 256 bytes in a byte-level vocabulary, as GPT-2 chose them:
 * printable Latin-1 characters stand for themselves, the other 68 bytes for U+0100 upwards.
 */
final class ByteAlphabet {

  private static final char[] CHARACTERS = characters();
  private static final short[] BYTES = bytes();

  private ByteAlphabet() {}

  /** The character that stands for a byte, 0 to 255. */
  static char characterOf(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  /** The byte a character stands for, or -1 when it stands for none. */
  static int byteOf(char character) {
    return character < BYTES.length ? BYTES[character] : -1;
  }

  /** The 256 characters in ascending order, which is the order of their ids. */
  static List<String> sorted() {
    return new String(CHARACTERS)
        .chars()
        .sorted()
        .mapToObj(Character::toString)
        .collect(Collectors.toUnmodifiableList());
  }

  /** The text that a byte-level token spells; bytes that are no UTF-8 become U+FFFD. */
  static String textOf(String token) {
    ByteArrayOutputStream spelled = new ByteArrayOutputStream(token.length());
    for (int i = 0; i < token.length(); i++) {
      spelled.write(byteOf(token.charAt(i)));
    }
    return spelled.toString(StandardCharsets.UTF_8);
  }

  private static char[] characters() {
    char[] characters = new char[256];
    char next = 0x100;
    for (int value = 0; value < characters.length; value++) {
      characters[value] = isPrintable(value) ? (char) value : next++;
    }
    return characters;
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }

  private static short[] bytes() {
    short[] bytes = new short[0x144];
    Arrays.fill(bytes, (short) -1);
    for (short value = 0; value < CHARACTERS.length; value++) {
      bytes[CHARACTERS[value]] = value;
    }
    return bytes;
  }
}
