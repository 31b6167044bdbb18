package dev.heddle.data.clean;

import dev.heddle.data.split.StableHash;
import java.util.Arrays;
import java.util.Optional;

/** A bound on how much of a document its most frequent line may make up. */
record RepeatedLineFilter(double maxShare) implements TextFilter {

  private static final int SEED = 0;

  RepeatedLineFilter(QualitySettings settings) {
    this(settings.maxRepeatedLineShare());
  }

  @Override
  public Optional<DropReason> objection(String text) {
    long[] lines = lineHashes(text);
    boolean isRepetitive =
        lines.length >= QualitySettings.LINES_TO_JUDGE
            && mostFrequent(lines) > maxShare * lines.length;
    return isRepetitive ? Optional.of(DropReason.REPEATED_LINE) : Optional.empty();
  }

  /** A hash for each line that is not blank, without the white space around it. */
  private static long[] lineHashes(String text) {
    long[] hashes = new long[64];
    int count = 0;
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      int first = skipSpace(text, start, end);
      if (first < end) {
        hashes = count == hashes.length ? Arrays.copyOf(hashes, 2 * count) : hashes;
        hashes[count++] = StableHash.of(text, first, trimEnd(text, first, end), SEED);
      }
      start = end + 1;
    }
    return Arrays.copyOf(hashes, count);
  }

  private static int endOfLine(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private static int skipSpace(String text, int start, int end) {
    int at = start;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int trimEnd(String text, int start, int end) {
    int at = end;
    while (at > start && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int mostFrequent(long[] hashes) {
    Arrays.sort(hashes);
    int most = 0;
    int run = 0;
    for (int i = 0; i < hashes.length; i++) {
      run = i > 0 && hashes[i] == hashes[i - 1] ? run + 1 : 1;
      most = Math.max(most, run);
    }
    return most;
  }
}
