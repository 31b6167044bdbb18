package dev.heddle.objectives.masked;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.HostBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences with hidden tokens, shortest first.
 *
 * @param origins the samples that the sequences come from, in the order given to the objective
 * @param seen the tokens that the model sees
 * @param rows the rows of {@code seen} that the model is asked about, ascending
 * @param labels what stood in these rows
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record MaskedBatch(List<EpochSample> origins, PackedTokens seen, int[] rows, int[] labels)
    implements HostBatch {

  /** The only loss of the objective. */
  static final String LOSS = "mlm";

  private static final int IGNORED = -100;

  MaskedBatch {
    origins = List.copyOf(origins);
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
    contents.put("labels", labelOfEachRow());
    return contents;
  }

  /** The label of every row, {@value #IGNORED} where the model is not asked. */
  private int[] labelOfEachRow() {
    int[] all = new int[seen.size()];
    Arrays.fill(all, IGNORED);
    for (int asked = 0; asked < rows.length; asked++) {
      all[rows[asked]] = labels[asked];
    }
    return all;
  }
}
