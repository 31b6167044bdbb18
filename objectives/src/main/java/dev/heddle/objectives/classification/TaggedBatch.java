package dev.heddle.objectives.classification;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.TokenLabelForm;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Occasion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Sequences of tokens some of which have a class, shortest first.
 *
 * @param origins the samples that the sequences come from, in the order given to the objective
 * @param sequences tokens
 * @param labels the class of each token; {@link TokenLabelForm#UNSCORED} for most
 * @param smoothing the share of each target that is spread over all classes
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record TaggedBatch(
    List<EpochSample> origins, PackedTokens sequences, int[] labels, double smoothing)
    implements HostBatch {

  /** The only loss of the objective. */
  static final String LOSS = "classification";

  TaggedBatch {
    origins = List.copyOf(origins);
  }

  /** The sequences of samples. */
  static TaggedBatch of(List<EpochSample> samples, Occasion occasion, double smoothing) {
    int[] ids = joined(samples, use -> use.sample().inputIds());
    int[] labels = joined(samples, use -> use.sample().column(TokenLabelForm.LABELS));
    PackedTokens given =
        new PackedTokens(ids, joined(samples, use -> use.sample().sequenceLengths()));
    int[] order = PackedTokens.orderByLength(given.lengths());
    int[] starts = given.starts();
    int[] tokens =
        Arrays.stream(order)
            .flatMap(i -> IntStream.range(starts[i], starts[i] + given.lengths()[i]))
            .toArray();
    long[] noise = samples.stream().flatMapToLong(use -> noise(use, occasion)).toArray();
    PackedTokens sorted =
        new PackedTokens(
            Arrays.stream(tokens).map(token -> ids[token]).toArray(),
            Arrays.stream(order).map(i -> given.lengths()[i]).toArray(),
            new int[0],
            noise.length == 0
                ? noise
                : Arrays.stream(tokens).mapToLong(token -> noise[token]).toArray());
    return new TaggedBatch(
        samples, sorted, Arrays.stream(tokens).map(token -> labels[token]).toArray(), smoothing);
  }

  private static LongStream noise(EpochSample use, Occasion occasion) {
    return Arrays.stream(occasion.noise(use, 0, use.sample().inputIds().length));
  }

  private static int[] joined(List<EpochSample> samples, Function<EpochSample, int[]> part) {
    return samples.stream().map(part).flatMapToInt(Arrays::stream).toArray();
  }

  /** The tokens that have a class. */
  int[] rows() {
    return IntStream.range(0, labels.length)
        .filter(token -> labels[token] != TokenLabelForm.UNSCORED)
        .toArray();
  }

  /** The classes of {@link #rows}. */
  int[] scored() {
    return Arrays.stream(rows()).map(token -> labels[token]).toArray();
  }

  /** How many of {@link #rows} each sequence has. */
  int[] wordCounts() {
    int[] starts = sequences.starts();
    return IntStream.range(0, starts.length)
        .map(i -> wordCount(starts[i], starts[i] + sequences.lengths()[i]))
        .toArray();
  }

  private int wordCount(int start, int end) {
    return (int)
        Arrays.stream(labels, start, end).filter(label -> label != TokenLabelForm.UNSCORED).count();
  }

  @Override
  public int samples() {
    return origins.size();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(LOSS, (long) rows().length);
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

  @Override
  public long tokens() {
    return sequences.size();
  }
}
