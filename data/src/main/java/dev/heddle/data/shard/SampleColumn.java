package dev.heddle.data.shard;

import java.io.Serializable;

/**
 * Numbers that samples have besides their token ids.
 *
 * @param name of the Parquet column, and what {@link PackedSample#column} asks for
 * @param per what the numbers belong to
 * @param width numbers for each token or sequence; those of one lie side by side
 */
public record SampleColumn(String name, Extent per, int width) implements Serializable {

  /** What a number belongs to. */
  public enum Extent {
    TOKEN,
    SEQUENCE
  }

  /** Checks the name and the width. */
  public SampleColumn {
    if (!name.matches("[a-z][a-z0-9_]*") || PackSchema.isOwn(name) || width < 1) {
      throw new IllegalArgumentException(
          "Cannot name a column: name=%s width=%d; lower-case letters, digits and _, none of %s, and 1 or above"
              .formatted(name, width, PackSchema.OWN));
    }
  }

  /** One number for each token. */
  public static SampleColumn perToken(String name) {
    return perToken(name, 1);
  }

  /** {@code width} numbers for each token. */
  public static SampleColumn perToken(String name, int width) {
    return new SampleColumn(name, Extent.TOKEN, width);
  }

  /** One number for each sequence. */
  public static SampleColumn perSequence(String name) {
    return perSequence(name, 1);
  }

  /** {@code width} numbers for each sequence. */
  public static SampleColumn perSequence(String name, int width) {
    return new SampleColumn(name, Extent.SEQUENCE, width);
  }

  /** How many numbers a sample has in this column. */
  long size(PackedSample sample) {
    int owners = per == Extent.TOKEN ? sample.inputIds().length : sample.sequenceLengths().length;
    return (long) owners * width;
  }
}
