package dev.heddle.data.source;

import dev.heddle.storage.SeekableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Checks that a zip file is whole. Its directory stands at its end; reading it from the front, as a
 * stream, would take a file cut between two entries for a complete one.
 */
final class ZipEnd {

  private static final int SIGNATURE = 0x06054b50;
  private static final int RECORD_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;

  private ZipEnd() {}

  /**
   * @throws IOException if there is no end of a zip directory
   */
  static void check(SeekableFile file) throws IOException {
    int length = (int) Math.min(file.length(), RECORD_BYTES + LONGEST_COMMENT);
    ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.read(tail, file.length() - length);
    for (int at = length - RECORD_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE) {
        return;
      }
    }
    throw new IOException("it is not a zip file, or a truncated one");
  }
}
