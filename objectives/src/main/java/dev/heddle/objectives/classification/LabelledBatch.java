package dev.heddle.objectives.classification;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.HostBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences with their classes, shortest first.
 *
 * @param origins the samples that the sequences come from, in the order given to the objective
 * @param sequences tokens; second texts are of token type 1
 * @param labels the class of each sequence
 * @param smoothing the share of each target that is spread over all classes
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record LabelledBatch(
    List<EpochSample> origins, PackedTokens sequences, int[] labels, double smoothing)
    implements HostBatch {

  /** The only loss of the objective. */
  static final String LOSS = "classification";

  LabelledBatch {
    origins = List.copyOf(origins);
  }

  @Override
  public int samples() {
    return origins.size();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(LOSS, (long) labels.length);
  }

  @Override
  public Map<String, Object> contents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("sample_indices", origins.stream().map(use -> use.sample().index()).toList());
    contents.put("epochs", origins.stream().map(EpochSample::epoch).toList());
    contents.put("sequence_lengths", sequences.lengths());
    contents.put("input_ids", sequences.inputIds());
    contents.put("labels", labels);
    return contents;
  }

  /** The tokens as a model takes them that tells {@code types} kinds of tokens apart. */
  PackedTokens seenBy(int types) {
    return types > 1 ? sequences : sequences.withoutTypes();
  }

  @Override
  public long tokens() {
    return sequences.size();
  }
}
