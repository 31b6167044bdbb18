package dev.heddle.data.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.PackedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackingTest {

  private static final int[] NONE = {};

  /** By hand: 7 opens A (room 3), 5 opens B (5), 4 goes to B (1), 3 to A (0), 2 opens C. */
  @Test
  void putsEachSequenceWhereItLeavesTheLeastRoom() {
    List<Pack> packs = pack(new BestFitPacker(10, 100), 3, 4, 7, 2, 5);
    assertThat(lengths(packs)).containsExactly(List.of(3, 7), List.of(4, 5), List.of(2));
  }

  @Test
  void handsOnFullSequencesAtOnceAndOthersWithTheWindow() {
    BestFitPacker packer = new BestFitPacker(4, 2);
    List<Pack> ready = new ArrayList<>();
    packer.add(new Sequence(1, 2, 3, 4), ready::add);
    assertThat(ready).hasSize(1);
    packer.add(new Sequence(5), ready::add);
    assertThat(ready).hasSize(1);
    packer.add(new Sequence(6, 7), ready::add);
    assertThat(lengths(ready)).containsExactly(List.of(4), List.of(1, 2));
    packer.finish(ready::add);
    assertThat(ready).hasSize(2);
  }

  @Test
  void onePieceAPackWithoutPacking() {
    Packer packer = Packer.of(Packing.NONE, 10, 1);
    assertThat(lengths(pack(packer, 3, 10, 1)))
        .containsExactly(List.of(3), List.of(10), List.of(1));
  }

  /** By hand: 3, then 5 of 9, full; the other 4 and 4 of 7, full; 3 left. */
  @Test
  void wrapsDocumentsAtTheEndOfARow() {
    List<Pack> packs = pack(Packer.of(Packing.WRAPPED, 8, 1), 3, 9, 7);
    assertThat(lengths(packs)).containsExactly(List.of(3, 5), List.of(4, 4), List.of(3));
    assertThat(Packing.WRAPPED.longestSequence(8)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Packing.BEST_FIT.longestSequence(8)).isEqualTo(8);
  }

  @Property
  void wrappingKeepsEveryTokenInItsPlace(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 16) int capacity) {
    List<Pack> packs = new ArrayList<>();
    Packer packer = Packer.of(Packing.WRAPPED, capacity, 1);
    List<Integer> tokens = new ArrayList<>();
    for (int length : lengths) {
      int first = tokens.size();
      int[] sequence = IntStream.range(first, first + length).toArray();
      Arrays.stream(sequence).forEach(tokens::add);
      packer.add(new Sequence(sequence), packs::add);
    }
    packer.finish(packs::add);
    assertThat(
            packs.stream()
                .flatMap(pack -> pack.sequences().stream())
                .flatMapToInt(sequence -> Arrays.stream(sequence.ids()))
                .boxed())
        .isEqualTo(tokens);
    assertThat(packs.stream().limit(Math.max(0, packs.size() - 1)))
        .allMatch(pack -> pack.tokens() == capacity);
  }

  @Test
  void refusesWhatCannotFit() {
    for (Packing packing : List.of(Packing.BEST_FIT, Packing.NONE)) {
      Packer packer = Packer.of(packing, 4, 8);
      assertThatThrownBy(() -> packer.add(new Sequence(new int[5]), pack -> {}))
          .hasMessage("Cannot pack a sequence: length=5; must be from 1 to 4");
      assertThatThrownBy(() -> packer.add(new Sequence(NONE), pack -> {}))
          .hasMessageContaining("length=0");
    }
    assertThatThrownBy(() -> new BestFitPacker(0, 1)).hasMessageContaining("capacity=0 window=1");
  }

  @Test
  void laysAPackEndToEnd() {
    Pack pack = new Pack(List.of(new Sequence(1, 2), new Sequence(3), new Sequence(4, 5, 6)));
    assertThat(pack.sample(9))
        .isEqualTo(new PackedSample(9, new int[] {1, 2, 3, 4, 5, 6}, new int[] {2, 1, 3}));
  }

  /** What belongs to tokens moves with them. */
  @Test
  void columnsGoWithTheirTokens() {
    List<Pack> packs = new ArrayList<>();
    Packer packer = Packer.of(Packing.BEST_FIT, 4, 8);
    packer.add(new Sequence(new int[] {1}, Map.of("wide", new int[] {10, 11})), packs::add);
    packer.add(
        new Sequence(new int[] {2, 3, 4}, Map.of("wide", new int[] {20, 21, 30, 31, 40, 41})),
        packs::add);
    packer.finish(packs::add);
    assertThat(samples(packs))
        .containsExactly(
            new PackedSample(0, new int[] {1, 2, 3, 4}, new int[] {1, 3})
                .with(Map.of("wide", new int[] {10, 11, 20, 21, 30, 31, 40, 41})));
    assertThat(packs.get(0).sequences().get(1).part(1, 3).columns().get("wide"))
        .containsExactly(30, 31, 40, 41);
  }

  /** Each token is a number of its own, so that a lost, doubled or moved one is seen. */
  @Property(tries = 200)
  void everyTokenOnceInOrderAndNeverTooMany(
      @ForAll @Size(max = 60) List<@IntRange(max = 70) Integer> documentLengths,
      @ForAll @IntRange(min = 3, max = 24) int capacity,
      @ForAll @IntRange(min = 1, max = 30) int window) {
    List<int[]> documents = numbered(documentLengths);
    PieceCutter cutter = new PieceCutter(capacity, new int[] {-1}, new int[] {-2});
    List<Pack> packs = iterate(documents, cutter, new BestFitPacker(capacity, window));

    List<int[]> sequences =
        packs.stream().flatMap(pack -> pack.sequences().stream()).map(Sequence::ids).toList();
    List<int[]> pieces = documents.stream().flatMap(ids -> cutter.cut(ids).stream()).toList();
    assertThat(packs).allSatisfy(pack -> assertThat(pack.tokens()).isBetween(1, capacity));
    assertThat(sequences).containsExactlyInAnyOrderElementsOf(pieces);
    assertThat(packs).allSatisfy(pack -> assertThat(firstTokens(pack)).isSorted());
  }

  @Property(tries = 20)
  void sameDocumentsGiveSamePacks(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 70) Integer> documentLengths) {
    PieceCutter cutter = new PieceCutter(16, NONE, NONE);
    List<int[]> documents = numbered(documentLengths);
    List<PackedSample> once = samples(iterate(documents, cutter, new BestFitPacker(16, 7)));
    List<PackedSample> again = samples(iterate(documents, cutter, new BestFitPacker(16, 7)));
    assertThat(once).isEqualTo(again);
  }

  /** Documents as corpora have them: log-normal lengths, the median at half a pack or at four. */
  @Test
  void leavesBelowThreePercentUnused() {
    for (double median : new double[] {64, 250, 2000}) {
      for (int capacity : new int[] {128, 512}) {
        assertThat(unused(median, capacity)).as("%s in %s", median, capacity).isBetween(0.0, 0.03);
      }
    }
  }

  private static double unused(double median, int capacity) {
    Random random = new Random(7);
    List<int[]> documents = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      documents.add(new int[(int) Math.ceil(median * Math.exp(random.nextGaussian()))]);
    }
    PieceCutter cutter = new PieceCutter(capacity, new int[] {1}, new int[] {2});
    List<Pack> packs = iterate(documents, cutter, new BestFitPacker(capacity, 2_000));
    long tokens = packs.stream().mapToLong(Pack::tokens).sum();
    return 1 - (double) tokens / ((long) packs.size() * capacity);
  }

  private static List<int[]> numbered(List<Integer> lengths) {
    List<int[]> documents = new ArrayList<>();
    int next = 0;
    for (int length : lengths) {
      documents.add(IntStream.range(next, next + length).toArray());
      next += length;
    }
    return documents;
  }

  /** After the special token before it. */
  private static List<Integer> firstTokens(Pack pack) {
    return pack.sequences().stream().map(sequence -> sequence.ids()[1]).toList();
  }

  private static List<Pack> iterate(List<int[]> documents, PieceCutter cutter, Packer packer) {
    List<Pack> packs = new ArrayList<>();
    new PackIterator(documents.iterator(), cutter, packer).forEachRemaining(packs::add);
    return packs;
  }

  private static List<PackedSample> samples(List<Pack> packs) {
    return packs.stream().map(pack -> pack.sample(0)).toList();
  }

  private static List<Pack> pack(Packer packer, int... lengths) {
    List<Pack> packs = new ArrayList<>();
    Arrays.stream(lengths).forEach(length -> packer.add(new Sequence(new int[length]), packs::add));
    packer.finish(packs::add);
    return packs;
  }

  private static List<List<Integer>> lengths(List<Pack> packs) {
    return packs.stream()
        .map(pack -> pack.sequences().stream().map(Sequence::length).toList())
        .toList();
  }
}
