package dev.heddle.objectives.contrastive;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.PairForm;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.Occasion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Collects the texts of samples: in each a query, its document, and documents that are not. */
final class PairBatchBuilder {

  private static final int FEWEST_TEXTS = 2;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  /** A text, its noise, what it is, its key, and how many tokens at its start are prompt. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
  private record Text(int[] ids, long[] noise, int role, long key, int prompt) {}

  private final Occasion occasion;
  private final List<EpochSample> origins = new ArrayList<>();
  private final List<Text> queries = new ArrayList<>();
  private final List<Text> documents = new ArrayList<>();

  PairBatchBuilder(Occasion occasion) {
    this.occasion = occasion;
  }

  /** Adds the pair of a sample. */
  void add(EpochSample use) {
    PackedSample sample = use.sample();
    int[] lengths = sample.sequenceLengths();
    if (lengths.length < FEWEST_TEXTS) {
      throw new IllegalArgumentException(
          "Cannot make pairs: sample %d has %d text; a pair has a query and a document; prepare the corpus with fields anchor and positive"
              .formatted(sample.index(), lengths.length));
    }
    origins.add(use);
    int[] prompts = sample.column(PairForm.PROMPT_LENGTHS);
    int[] content = sample.column(PairForm.CONTENT);
    int start = 0;
    for (int number = 0; number < lengths.length; number++) {
      int[] ids = Arrays.copyOfRange(sample.inputIds(), start, start + lengths[number]);
      long[] noise = occasion.noise(use, start, ids.length);
      int role = Math.min(number, PairLayout.NEGATIVE);
      long key =
          ((long) content[2 * number] << Integer.SIZE) | (content[2 * number + 1] & LOW_HALF);
      (role == PairLayout.QUERY ? queries : documents)
          .add(new Text(ids, noise, role, key, prompts[number]));
      start += lengths[number];
    }
  }

  PairBatch build() {
    List<Text> rows = Stream.concat(queries.stream(), documents.stream()).toList();
    int[] order =
        PackedTokens.orderByLength(rows.stream().mapToInt(text -> text.ids().length).toArray());
    List<Text> sorted = Arrays.stream(order).mapToObj(rows::get).toList();
    int[] places = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
    }
    return new PairBatch(
        origins,
        new PackedTokens(
            sorted.stream().flatMapToInt(text -> Arrays.stream(text.ids())).toArray(),
            sorted.stream().mapToInt(text -> text.ids().length).toArray(),
            new int[0],
            sorted.stream().flatMapToLong(text -> Arrays.stream(text.noise())).toArray()),
        sorted.stream().mapToInt(Text::prompt).toArray(),
        places,
        new PairLayout(
            rows.stream().mapToInt(Text::role).toArray(),
            rows.stream().mapToLong(Text::key).toArray()));
  }
}
