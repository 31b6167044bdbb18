package dev.heddle.objectives.masked;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.PackedTokens;
import dev.heddle.objectives.Occasion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Lays the sequences of corrupted packs out for a model: shortest first, labels beside them. */
final class MaskedBatchBuilder {

  private final Occasion occasion;
  private final List<EpochSample> origins = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private int tokens;
  private int asked;

  MaskedBatchBuilder(Occasion occasion) {
    this.occasion = occasion;
  }

  /** One sequence of a pack. */
  private record Piece(EpochSample use, Corruption corruption, int start, int length) {}

  /** Adds all sequences of a pack. */
  void add(EpochSample use, Corruption corruption) {
    origins.add(use);
    int start = 0;
    for (int length : use.sample().sequenceLengths()) {
      pieces.add(new Piece(use, corruption, start, length));
      start += length;
    }
    tokens += start;
    asked += (int) IntStream.range(0, start).filter(corruption::isAsked).count();
  }

  MaskedBatch build() {
    int[] order = PackedTokens.orderByLength(pieces.stream().mapToInt(Piece::length).toArray());
    int[] ids = new int[tokens];
    int[] lengths = new int[pieces.size()];
    int[] rows = new int[asked];
    int[] labels = new int[asked];
    int row = 0;
    int label = 0;
    for (int place = 0; place < order.length; place++) {
      Piece piece = pieces.get(order[place]);
      lengths[place] = piece.length();
      for (int at = piece.start(); at < piece.start() + piece.length(); at++, row++) {
        ids[row] = piece.corruption().seen()[at];
        if (piece.corruption().isAsked(at)) {
          rows[label] = row;
          labels[label++] = piece.use().sample().inputIds()[at];
        }
      }
    }
    PackedTokens seen = new PackedTokens(ids, lengths).withNoise(noise(order));
    return new MaskedBatch(origins, seen, rows, labels);
  }

  private long[] noise(int... order) {
    return Arrays.stream(order)
        .mapToObj(pieces::get)
        .map(piece -> occasion.noise(piece.use(), piece.start(), piece.length()))
        .flatMapToLong(Arrays::stream)
        .toArray();
  }
}
