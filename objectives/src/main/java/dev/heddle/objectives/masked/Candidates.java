package dev.heddle.objectives.masked;

import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.TokenizerInfo.WordStarts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The places of one pack that may be selected: all that hold no special token.
 *
 * @param sample the pack
 * @param places positions in the pack, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
record Candidates(PackedSample sample, int[] places) {

  static Candidates of(PackedSample sample, IntPredicate isSpecial) {
    int[] ids = sample.inputIds();
    int[] places =
        IntStream.range(0, ids.length).filter(place -> !isSpecial.test(ids[place])).toArray();
    return new Candidates(sample, places);
  }

  int count() {
    return places.length;
  }

  /**
   * The places grouped into words. A word ends where the boundaries say so, at a special token, and
   * where a sequence ends.
   */
  List<int[]> words(WordStarts boundaries) {
    boolean[] opensSequence = sequenceStarts();
    List<int[]> words = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= places.length; next++) {
      if (next == places.length || startsWord(next, opensSequence, boundaries)) {
        words.add(Arrays.copyOfRange(places, first, next));
        first = next;
      }
    }
    return places.length == 0 ? List.of() : words;
  }

  private boolean startsWord(int candidate, boolean[] opensSequence, WordStarts boundaries) {
    int place = places[candidate];
    int previous = places[candidate - 1];
    int[] ids = sample.inputIds();
    return opensSequence[place]
        || previous != place - 1
        || boundaries.startsWord(ids[previous], ids[place]);
  }

  private boolean[] sequenceStarts() {
    boolean[] starts = new boolean[sample.inputIds().length];
    int place = 0;
    for (int length : sample.sequenceLengths()) {
      starts[place] = true;
      place += length;
    }
    return starts;
  }
}
