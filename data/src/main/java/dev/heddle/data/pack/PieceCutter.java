package dev.heddle.data.pack;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a document's token ids into sequences of at most one length, special tokens included. */
public final class PieceCutter implements Serializable {

  private final int[] prefix;
  private final int[] suffix;
  private final int room;

  /**
   * @param maxLength tokens of a sequence at most
   * @param prefix ids put before each piece, for instance {@code [CLS]}; may be empty
   * @param suffix ids put after each piece, for instance {@code [SEP]}; may be empty
   * @throws IllegalArgumentException if the special tokens leave no room
   */
  public PieceCutter(int maxLength, int[] prefix, int[] suffix) {
    this.prefix = prefix.clone();
    this.suffix = suffix.clone();
    this.room = maxLength - prefix.length - suffix.length;
    if (room < 1) {
      throw new IllegalArgumentException(
          "Cannot cut documents: dataset.max_seq_length=%d; must be above the %d special tokens of a sequence"
              .formatted(maxLength, prefix.length + suffix.length));
    }
  }

  /** The document's pieces in order, all full but the last; none for a document without tokens. */
  public List<int[]> cut(int[] document) {
    List<int[]> pieces = new ArrayList<>(document.length / room + 1);
    for (int start = 0; start < document.length; start += room) {
      pieces.add(piece(document, start, Math.min(room, document.length - start)));
    }
    return pieces;
  }

  private int[] piece(int[] document, int start, int length) {
    int[] piece = Arrays.copyOf(prefix, prefix.length + length + suffix.length);
    System.arraycopy(document, start, piece, prefix.length, length);
    System.arraycopy(suffix, 0, piece, prefix.length + length, suffix.length);
    return piece;
  }
}
