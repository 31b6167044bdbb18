package dev.heddle.trainer.tracking.channel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads UTF-8 lines and refuses those that are too long to be ours. */
final class Lines {

  private final InputStream in;

  Lines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * The next line without its end; empty at the end of the stream, where a line that was cut off is
   * left out.
   *
   * @throws IOException if a line has more than {@code limit} bytes
   */
  Optional<String> next(int limit) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int value = in.read(); value >= 0; value = in.read()) {
      if (value == '\n') {
        return Optional.of(line.toString(StandardCharsets.UTF_8));
      }
      if (line.size() == limit) {
        throw new IOException("Cannot read line: limit=" + limit + " bytes; it is longer");
      }
      line.write(value);
    }
    return Optional.empty();
  }
}
