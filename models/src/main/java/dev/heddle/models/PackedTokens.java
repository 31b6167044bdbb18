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
 * @param tokenTypes the kind of each token, such as 0 in a first text and 1 in a second; empty when
 *     all are 0
 * @param noise what dropout at each token is drawn from, see {@link
 *     dev.heddle.models.engine.Noise}: a number that no other token of the same use of the same
 *     sample has; empty where nothing is dropped, as in evaluation and generation
 */
@SuppressWarnings("ArrayRecordComponent") // A value to carry arrays, never compared.
public record PackedTokens(int[] inputIds, int[] lengths, int[] tokenTypes, long[] noise) {

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
    if (tokenTypes.length != 0 && tokenTypes.length != inputIds.length) {
      throw new IllegalArgumentException(
          "Cannot pack tokens: token types=%d; must be none, or one for each of %d tokens"
              .formatted(tokenTypes.length, inputIds.length));
    }
    if (noise.length != 0 && noise.length != inputIds.length) {
      throw new IllegalArgumentException(
          "Cannot pack tokens: noise keys=%d; must be none, or one for each of %d tokens"
              .formatted(noise.length, inputIds.length));
    }
  }

  /** Sequences at which nothing is dropped. */
  public PackedTokens(int[] inputIds, int[] lengths, int[] tokenTypes) {
    this(inputIds, lengths, tokenTypes, new long[0]);
  }

  /** Sequences whose tokens are all of the first kind. */
  public PackedTokens(int[] inputIds, int[] lengths) {
    this(inputIds, lengths, new int[0]);
  }

  /** The same tokens with other noise, one number a token or none. */
  public PackedTokens withNoise(long... keys) {
    return new PackedTokens(inputIds, lengths, tokenTypes, keys);
  }

  /** The same with all tokens of the first kind. */
  public PackedTokens withoutTypes() {
    return new PackedTokens(inputIds, lengths, new int[0], noise);
  }

  /** The noise of some tokens; none where there is none. */
  public long[] noiseOf(int... rows) {
    return noise.length == 0 ? noise : Arrays.stream(rows).mapToLong(row -> noise[row]).toArray();
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

  /**
   * Some of the sequences, with all that belongs to them.
   *
   * @param from number of the first, from 0
   * @param to number behind the last
   */
  public PackedTokens part(int from, int to) {
    int first = IntStream.of(lengths).limit(from).sum();
    int end = first + IntStream.of(lengths).skip(from).limit((long) to - from).sum();
    int[] types = tokenTypes.length == 0 ? tokenTypes : Arrays.copyOfRange(tokenTypes, first, end);
    return new PackedTokens(
        Arrays.copyOfRange(inputIds, first, end),
        Arrays.copyOfRange(lengths, from, to),
        types,
        noise.length == 0 ? noise : Arrays.copyOfRange(noise, first, end));
  }

  /** The number of tokens, which is the number of rows of every result. */
  public int size() {
    return inputIds.length;
  }

  /** The length of the longest sequence; 0 without any. */
  public int longest() {
    return Arrays.stream(lengths).max().orElse(0);
  }

  /** As {@link #requireFit(int, Vocabulary, int)} for a model that knows one type of tokens. */
  public void requireFit(int longest, Vocabulary vocabulary) {
    requireFit(longest, vocabulary, 1);
  }

  /**
   * Refuses a batch that a model cannot encode: without tokens, with a sequence of more than {@code
   * longest} tokens, or with ids outside of the vocabulary or types outside of the types.
   *
   * @throws IllegalArgumentException naming the offender
   */
  public void requireFit(int longest, Vocabulary vocabulary, int types) {
    if (size() == 0) {
      throw new IllegalArgumentException(
          "Cannot encode a batch: tokens=0; must hold at least 1 token");
    }
    requireLength(longest(), longest);
    requireWithin(
        inputIds,
        vocabulary.size(),
        "Cannot encode a batch: token=%d; the model's vocabulary ends at %d; use the tokenizer it was trained with");
    requireWithin(
        tokenTypes,
        types,
        "Cannot encode a batch: token type=%d; the model's types end at %d; leave the types out or use a model with more");
  }

  /**
   * Refuses a sequence of more tokens than a model takes.
   *
   * @throws IllegalArgumentException saying both lengths
   */
  public static void requireLength(int length, int longest) {
    if (length > longest) {
      throw new IllegalArgumentException(
          "Cannot encode a batch: length=%d; the model takes sequences of at most %d tokens; shorten them or raise max_position_embeddings"
              .formatted(length, longest));
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

  /** The last row of each sequence. */
  public int[] ends() {
    int[] ends = starts();
    for (int i = 0; i < lengths.length; i++) {
      ends[i] += lengths[i] - 1;
    }
    return ends;
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

  private static void requireWithin(int[] values, int end, String refusal) {
    for (int value : values) {
      if (value < 0 || value >= end) {
        throw new IllegalArgumentException(refusal.formatted(value, end - 1));
      }
    }
  }

  /** The batch on the device of {@code scope}, which owns its arrays. */
  public DeviceTokens on(Scope scope) {
    List<long[]> runs = runs();
    return new DeviceTokens(
        scope.longs(inputIds, size()),
        scope.longs(positions(), size()),
        tokenTypes.length == 0 ? List.of() : List.of(scope.longs(tokenTypes, size())),
        runs.stream().mapToLong(run -> run[0]).toArray(),
        runs.stream().mapToLong(run -> run[1]).toArray(),
        noise.length == 0 ? List.of() : List.of(scope.longs(noise, size())));
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
