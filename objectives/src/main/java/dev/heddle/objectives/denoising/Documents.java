package dev.heddle.objectives.denoising;

import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.TokenizerInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What a text is where documents share a row. */
public enum Documents {
  /** All of the row, as in T5's pretraining. */
  JOINED,
  /** Each document of the row. */
  SEPARATE;

  /**
   * The texts of a row. Special tokens are left out, since an objective puts its own; what the
   * vocabulary could not spell is text.
   */
  List<int[]> texts(PackedSample row, TokenizerInfo tokenizer) {
    int[] all = {row.inputIds().length};
    List<int[]> texts = new ArrayList<>();
    int start = 0;
    for (int length : this == JOINED ? all : row.sequenceLengths()) {
      texts.add(
          Arrays.stream(row.inputIds(), start, start + length)
              .filter(id -> isText(id, tokenizer))
              .toArray());
      start += length;
    }
    return texts;
  }

  private static boolean isText(int id, TokenizerInfo tokenizer) {
    return !tokenizer.isSpecial(id) || tokenizer.special().unknown().equals(OptionalInt.of(id));
  }
}
