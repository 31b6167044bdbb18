package dev.heddle.objectives.causal;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.HostBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences, shortest first, each of whose tokens is predicted from those before it.
 *
 * @param origins the samples that the sequences come from, in the order given to the objective
 * @param seen the tokens
 * @param rows the rows that predict: all but the last of each sequence, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record CausalBatch(List<EpochSample> origins, PackedTokens seen, int[] rows) implements HostBatch {

  /** The only loss of the objective. */
  static final String LOSS = "clm";

  CausalBatch {
    origins = List.copyOf(origins);
  }

  /** The sequences of packs, so laid out that neighbours have equal lengths. */
  static CausalBatch of(List<EpochSample> uses) {
    List<int[]> sequences = uses.stream().flatMap(use -> sequences(use).stream()).toList();
    int[] order =
        PackedTokens.orderByLength(sequences.stream().mapToInt(ids -> ids.length).toArray());
    List<int[]> sorted = Arrays.stream(order).mapToObj(sequences::get).toList();
    int[] ids = sorted.stream().flatMapToInt(Arrays::stream).toArray();
    int[] lengths = sorted.stream().mapToInt(sequence -> sequence.length).toArray();
    return new CausalBatch(uses, new PackedTokens(ids, lengths), rows(lengths, ids.length));
  }

  private static List<int[]> sequences(EpochSample use) {
    int[] lengths = use.sample().sequenceLengths();
    int[][] sequences = new int[lengths.length][];
    int start = 0;
    for (int i = 0; i < lengths.length; i++) {
      sequences[i] = Arrays.copyOfRange(use.sample().inputIds(), start, start + lengths[i]);
      start += lengths[i];
    }
    return List.of(sequences);
  }

  private static int[] rows(int[] lengths, int tokens) {
    int[] rows = new int[tokens - lengths.length];
    int filled = 0;
    int start = 0;
    for (int length : lengths) {
      for (int row = start; row < start + length - 1; row++) {
        rows[filled++] = row;
      }
      start += length;
    }
    return rows;
  }

  /** The token that each of {@link #rows} has to predict: the next of its sequence. */
  int[] labels() {
    return Arrays.stream(rows).map(row -> seen.inputIds()[row + 1]).toArray();
  }

  /** The number of each row's token among the tokens of {@link #origins} laid end to end. */
  int[] places() {
    int[] lengths =
        origins.stream()
            .flatMapToInt(use -> Arrays.stream(use.sample().sequenceLengths()))
            .toArray();
    int[] starts = startsOf(lengths);
    int[] places = new int[rows.length];
    int filled = 0;
    for (int sequence : PackedTokens.orderByLength(lengths)) {
      for (int place = 0; place < lengths[sequence] - 1; place++) {
        places[filled++] = starts[sequence] + place;
      }
    }
    return places;
  }

  private static int[] startsOf(int[] lengths) {
    int[] starts = new int[lengths.length];
    for (int sequence = 1; sequence < lengths.length; sequence++) {
      starts[sequence] = starts[sequence - 1] + lengths[sequence - 1];
    }
    return starts;
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
    return Map.of(LOSS, (long) rows.length);
  }

  @Override
  public Map<String, Object> contents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("sample_indices", origins.stream().map(use -> use.sample().index()).toList());
    contents.put("epochs", origins.stream().map(EpochSample::epoch).toList());
    contents.put("sequence_lengths", seen.lengths());
    contents.put("input_ids", seen.inputIds());
    return contents;
  }
}
