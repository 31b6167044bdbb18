package dev.heddle.objectives.denoising;

import dev.heddle.models.PackedTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sequences being laid end to end. */
final class Rows {

  private final IntStream.Builder values = IntStream.builder();
  private final List<Integer> lengths = new ArrayList<>();
  private int size;

  /** Values laid so far. */
  int size() {
    return size;
  }

  /** Adds a sequence and what comes behind it. */
  void add(int[] sequence, int... behind) {
    IntStream.of(sequence).forEach(values);
    IntStream.of(behind).forEach(values);
    close(sequence.length + behind.length);
  }

  /** Adds a sequence behind what comes first. */
  void add(int first, int[] sequence) {
    add(new int[] {first}, sequence);
  }

  /** Adds consecutive numbers. */
  void addRange(int first, int count) {
    IntStream.range(first, first + count).forEach(values);
    close(count);
  }

  private void close(int length) {
    lengths.add(length);
    size += length;
  }

  /** All values; nothing can be added or asked for afterwards. */
  int[] values() {
    return values.build().toArray();
  }

  /** All sequences; nothing can be added or asked for afterwards. */
  PackedTokens packed() {
    return new PackedTokens(values(), lengths.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Every place of every target and its end, text after text. */
  static List<Layout.Place> places(List<Denoised> texts) {
    return texts.stream()
        .flatMap(
            text ->
                IntStream.rangeClosed(0, text.target().length)
                    .mapToObj(index -> new Layout.Place(text, index)))
        .toList();
  }
}
