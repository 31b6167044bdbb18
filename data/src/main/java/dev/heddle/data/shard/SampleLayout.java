package dev.heddle.data.shard;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the samples of a set of shards look like.
 *
 * @param form name of the form of examples that made them
 * @param bound what of a sample {@code max_seq_length} bounds
 * @param columns what samples have besides token ids, in the order of the files' columns
 */
public record SampleLayout(String form, LengthBound bound, List<SampleColumn> columns)
    implements Serializable {

  /** Packs of text and nothing besides. */
  public static final SampleLayout TEXT = new SampleLayout("text", LengthBound.SAMPLE, List.of());

  /** Copies the list. */
  public SampleLayout {
    columns = List.copyOf(columns);
  }

  /** The same with more columns behind those that are there. */
  public SampleLayout with(List<SampleColumn> more) {
    return new SampleLayout(form, bound, Stream.of(columns, more).flatMap(List::stream).toList());
  }
}
