package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import java.util.Arrays;

/** Which vector stands for a sequence. */
public enum Pooling {
  /** That of its first token. */
  CLS,
  /** The mean over all of its tokens. */
  MEAN,
  /** That of its last token. */
  LAST;

  /**
   * Pools every sequence of a batch in one kernel.
   *
   * @param hidden {@code [tokens, width]}
   * @param scope owns the result
   * @return {@code [sequences, width]}, fp32, in the order of the sequences
   */
  public NDArray of(NDArray hidden, PackedTokens tokens, Kernels kernels, Scope scope) {
    return of(hidden, tokens, new int[0], kernels, scope);
  }

  /**
   * The same where a mean leaves out some tokens at the start of each sequence, such as a prompt
   * that is alike in all of them.
   *
   * @param skipped tokens at the start of each sequence; none where the array is empty. A mean over
   *     nothing is 0
   */
  public NDArray of(
      NDArray hidden, PackedTokens tokens, int[] skipped, Kernels kernels, Scope scope) {
    int sequences = tokens.lengths().length;
    if (this == MEAN && Arrays.stream(skipped).anyMatch(count -> count > 0)) {
      return kernels.call(
          "sequence_means_beyond",
          scope.longs(tokens.lengths(), sequences),
          scope.longs(skipped, sequences),
          hidden);
    }
    return switch (this) {
      case CLS -> kernels.call("select_rows", scope.longs(tokens.starts(), sequences), hidden);
      case LAST -> kernels.call("select_rows", scope.longs(tokens.ends(), sequences), hidden);
      case MEAN -> kernels.call("sequence_means", scope.longs(tokens.lengths(), sequences), hidden);
    };
  }
}
