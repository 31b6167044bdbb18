package dev.heddle.objectives.nexttoken;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Occasion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences, shortest first, some of whose tokens are predicted from those before them.
 *
 * @param loss the name of the only loss
 * @param origins the samples that the sequences come from, in the order given to the objective
 * @param seen the tokens that the model reads
 * @param rows the rows that predict, ascending
 * @param labels the id that each of them has to predict
 * @param places where each of them comes from: the number of its token among those of the samples
 *     laid end to end
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
public record NextTokenBatch(
    String loss,
    List<EpochSample> origins,
    PackedTokens seen,
    int[] rows,
    int[] labels,
    int[] places)
    implements HostBatch {

  /** Copies the list. */
  public NextTokenBatch {
    origins = List.copyOf(origins);
  }

  /**
   * Lays sequences out so that neighbours have equal lengths.
   *
   * @param sequences of the samples; copies stand behind what they are copies of
   */
  public static NextTokenBatch of(
      String loss, List<EpochSample> origins, List<TokenSequence> sequences, Occasion occasion) {
    SequenceNoise noise = new SequenceNoise(origins, occasion);
    return of(loss, origins, sequences, sequences.stream().map(noise::of).toList());
  }

  private static NextTokenBatch of(
      String loss, List<EpochSample> origins, List<TokenSequence> sequences, List<long[]> noise) {
    int[] order =
        PackedTokens.orderByLength(sequences.stream().mapToInt(TokenSequence::length).toArray());
    List<TokenSequence> sorted = Arrays.stream(order).mapToObj(sequences::get).toList();
    int asked = sorted.stream().mapToInt(TokenSequence::asked).sum();
    int[] ids = sorted.stream().flatMapToInt(one -> Arrays.stream(one.seen())).toArray();
    int[] lengths = sorted.stream().mapToInt(TokenSequence::length).toArray();
    long[] keys = Arrays.stream(order).mapToObj(noise::get).flatMapToLong(Arrays::stream).toArray();
    NextTokenBatch batch =
        new NextTokenBatch(
            loss,
            origins,
            new PackedTokens(ids, lengths).withNoise(keys),
            new int[asked],
            new int[asked],
            new int[asked]);
    batch.fill(sorted);
    return batch;
  }

  private void fill(List<TokenSequence> sorted) {
    int row = 0;
    int filled = 0;
    for (TokenSequence sequence : sorted) {
      for (int at = 0; at < sequence.length(); at++, row++) {
        if (sequence.labels()[at] != TokenSequence.IGNORED) {
          rows[filled] = row;
          labels[filled] = sequence.labels()[at];
          places[filled++] = sequence.start() + at;
        }
      }
    }
  }

  @Override
  public int samples() {
    return origins.size();
  }

  @Override
  public long tokens() {
    return seen.size();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(loss, (long) rows.length);
  }

  @Override
  public Map<String, Object> contents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("sample_indices", origins.stream().map(use -> use.sample().index()).toList());
    contents.put("epochs", origins.stream().map(EpochSample::epoch).toList());
    contents.put("sequence_lengths", seen.lengths());
    contents.put("input_ids", seen.inputIds());
    contents.put("rows", rows);
    contents.put("labels", labels);
    return contents;
  }
}
