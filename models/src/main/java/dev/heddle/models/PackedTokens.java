package dev.heddle.models;

import dev.heddle.models.engine.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A batch of sequences without padding, on the host. Results of a model have one row a token in
 * this order. Any order of sequences is computed correctly; neighbours of equal length are computed
 * together, so batches sorted by length are fastest ({@link #orderByLength}).
 *
 * @param inputIds the tokens of all sequences, one sequence after the other
 * @param lengths the length of each sequence, at least 1; their sum is the number of tokens
 */
@SuppressWarnings("ArrayRecordComponent") // A value to carry arrays, never compared.
public record PackedTokens(int[] inputIds, int[] lengths) {

  /** Checks that lengths and tokens agree. */
  public PackedTokens {
    int sum = 0;
    for (int length : lengths) {
      if (length < 1) {
        throw new IllegalArgumentException(
            "Cannot pack tokens: length=%d; every sequence must have at least 1 token"
                .formatted(length));
      }
      sum = Math.addExact(sum, length);
    }
    if (sum != inputIds.length) {
      throw new IllegalArgumentException(
          "Cannot pack tokens: sum of lengths=%d; must be the number of tokens, %d"
              .formatted(sum, inputIds.length));
    }
  }

  /**
   * Takes the padding out of a batch as Hugging Face's tools make it, on whichever side it is.
   *
   * @param inputIds {@code [sequences][longest]}
   * @param attentionMask of the same shape; 1 where there is a token, else 0
   */
  public static PackedTokens unpadded(int[][] inputIds, int[][] attentionMask) {
    int[] lengths =
        Arrays.stream(attentionMask).mapToInt(row -> Arrays.stream(row).sum()).toArray();
    int[] ids =
        IntStream.range(0, inputIds.length)
            .flatMap(
                row ->
                    IntStream.range(0, inputIds[row].length)
                        .filter(place -> attentionMask[row][place] == 1)
                        .map(place -> inputIds[row][place]))
            .toArray();
    return new PackedTokens(ids, lengths);
  }

  /** The number of tokens, which is the number of rows of every result. */
  public int size() {
    return inputIds.length;
  }

  /** The length of the longest sequence; 0 without any. */
  public int longest() {
    return Arrays.stream(lengths).max().orElse(0);
  }

  /**
   * Refuses a batch that a model cannot encode: without tokens, with a sequence of more than {@code
   * longest} tokens, or with ids outside of the vocabulary.
   *
   * @throws IllegalArgumentException naming the offender
   */
  public void requireFit(int longest, Vocabulary vocabulary) {
    if (size() == 0) {
      throw new IllegalArgumentException(
          "Cannot encode a batch: tokens=0; must hold at least 1 token");
    }
    if (longest() > longest) {
      throw new IllegalArgumentException(
          "Cannot encode a batch: length=%d; the model takes sequences of at most %d tokens; shorten them or raise max_position_embeddings"
              .formatted(longest(), longest));
    }
    for (int id : inputIds) {
      if (id < 0 || id >= vocabulary.size()) {
        throw new IllegalArgumentException(
            "Cannot encode a batch: token=%d; the model's vocabulary ends at %d; use the tokenizer it was trained with"
                .formatted(id, vocabulary.size() - 1));
      }
    }
  }

  /** The row at which each sequence starts. */
  public int[] starts() {
    int[] starts = new int[lengths.length];
    for (int i = 1; i < lengths.length; i++) {
      starts[i] = starts[i - 1] + lengths[i - 1];
    }
    return starts;
  }

  /** The place of each token in its own sequence, from 0. */
  public int[] positions() {
    int[] positions = new int[inputIds.length];
    int row = 0;
    for (int length : lengths) {
      for (int position = 0; position < length; position++) {
        positions[row++] = position;
      }
    }
    return positions;
  }

  /**
   * Indices of {@code lengths} from the shortest to the longest, equal ones in their present order.
   */
  public static int[] orderByLength(int[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> lengths[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The batch on the device of {@code scope}, which owns its arrays. */
  public DeviceTokens on(Scope scope) {
    List<long[]> runs = runs();
    return new DeviceTokens(
        scope.longs(inputIds, size()),
        scope.longs(positions(), size()),
        runs.stream().mapToLong(run -> run[0]).toArray(),
        runs.stream().mapToLong(run -> run[1]).toArray());
  }

  /** Length and count of each run of neighbours of equal length. */
  private List<long[]> runs() {
    List<long[]> runs = new ArrayList<>();
    for (int length : lengths) {
      long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && last[0] == length) {
        last[1]++;
      } else {
        runs.add(new long[] {length, 1});
      }
    }
    return runs;
  }
}
