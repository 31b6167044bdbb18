package dev.heddle.objectives.contrastive;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.HostBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs of a query and a document, with further documents that do not answer the query.
 *
 * @param origins the samples, one a pair, in the order given to the objective
 * @param texts all texts, shortest first
 * @param prompts for each of {@link #texts} how many tokens at its start are prompt
 * @param places for each row of {@link #layout} the number of its text in {@link #texts}
 * @param layout first all queries, then the documents, pair by pair
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record PairBatch(
    List<EpochSample> origins, PackedTokens texts, int[] prompts, int[] places, PairLayout layout)
    implements HostBatch {

  /** The only loss of the objective. */
  static final String LOSS = "contrastive";

  PairBatch {
    origins = List.copyOf(origins);
  }

  @Override
  public long tokens() {
    return texts.size();
  }

  @Override
  public int samples() {
    return origins.size();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(LOSS, (long) origins.size());
  }

  @Override
  public Map<String, Object> contents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("sample_indices", origins.stream().map(use -> use.sample().index()).toList());
    contents.put("epochs", origins.stream().map(EpochSample::epoch).toList());
    contents.put("sequence_lengths", texts.lengths());
    contents.put("input_ids", texts.inputIds());
    contents.put("places", places);
    contents.put("roles", layout.roles());
    return contents;
  }

  /** The token ids of each row of the layout, without prompts. */
  List<int[]> rows() {
    int[] starts = texts.starts();
    return Arrays.stream(places)
        .mapToObj(
            text ->
                Arrays.copyOfRange(
                    texts.inputIds(),
                    starts[text] + prompts[text],
                    starts[text] + texts.lengths()[text]))
        .toList();
  }
}
