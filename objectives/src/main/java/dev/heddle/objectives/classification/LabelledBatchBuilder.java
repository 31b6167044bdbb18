package dev.heddle.objectives.classification;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.Occasion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the labelled sequences of samples. */
final class LabelledBatchBuilder {

  /** A sequence, what stands in it, and where its second text starts. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
  private record Example(int[] ids, long[] noise, int label, int pairStart) {}

  private final Occasion occasion;
  private final List<EpochSample> origins = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();

  LabelledBatchBuilder(Occasion occasion) {
    this.occasion = occasion;
  }

  /** Adds all sequences of a pack. */
  void add(EpochSample use) {
    PackedSample sample = use.sample();
    origins.add(use);
    int[] labels = sample.column(ExampleBuilder.LABELS);
    int[] pairStarts = sample.column(ExampleBuilder.PAIR_STARTS);
    int start = 0;
    for (int i = 0; i < sample.sequenceLengths().length; i++) {
      int end = start + sample.sequenceLengths()[i];
      int[] ids = Arrays.copyOfRange(sample.inputIds(), start, end);
      long[] noise = occasion.noise(use, start, ids.length);
      examples.add(new Example(ids, noise, labels[i], pairStarts[i]));
      start = end;
    }
  }

  LabelledBatch build(double smoothing) {
    int[] order =
        PackedTokens.orderByLength(
            examples.stream().mapToInt(example -> example.ids().length).toArray());
    List<Example> sorted = Arrays.stream(order).mapToObj(examples::get).toList();
    return new LabelledBatch(
        origins,
        new PackedTokens(
            sorted.stream().flatMapToInt(example -> Arrays.stream(example.ids())).toArray(),
            sorted.stream().mapToInt(example -> example.ids().length).toArray(),
            types(sorted),
            sorted.stream().flatMapToLong(example -> Arrays.stream(example.noise())).toArray()),
        sorted.stream().mapToInt(Example::label).toArray(),
        smoothing);
  }

  /** 1 for the tokens of second texts; nothing at all where there is none. */
  private static int[] types(List<Example> examples) {
    if (examples.stream().allMatch(example -> example.pairStart() >= example.ids().length)) {
      return new int[0];
    }
    return examples.stream().flatMapToInt(LabelledBatchBuilder::types).toArray();
  }

  private static IntStream types(Example example) {
    int[] types = new int[example.ids().length];
    Arrays.fill(types, Math.min(types.length, example.pairStart()), types.length, 1);
    return Arrays.stream(types);
  }
}
