package dev.heddle.models.generation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.encoderdecoder.PairCache;
import dev.heddle.models.engine.Scope;
import java.util.Arrays;

/** An encoder-decoder that writes targets of its prompts. */
final class TargetWriter implements Writer {
  private final SequenceToSequenceModel model;
  private final int[] starts;
  private final PairCache cache;

  /**
   * Reads the prompts.
   *
   * @param start the token that every target starts with
   */
  TargetWriter(SequenceToSequenceModel model, PackedTokens prompts, int start) {
    this.model = model;
    this.starts = new int[prompts.lengths().length];
    Arrays.fill(starts, start);
    try (Scope scope = model.engine().scope()) {
      this.cache = new PairCache(model.engine(), model.encode(prompts, scope), prompts);
    }
  }

  @Override
  public NDArray start(Scope scope) {
    return next(starts, scope);
  }

  @Override
  public NDArray next(int[] tokens, Scope scope) {
    PackedTokens next = Single.each(tokens);
    return model.logits(model.decode(next, cache, scope), Single.lastRows(next));
  }

  @Override
  public void keep(int[] sequences) {
    cache.keep(sequences);
  }

  @Override
  public void close() {
    cache.close();
  }
}
