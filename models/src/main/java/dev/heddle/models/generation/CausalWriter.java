package dev.heddle.models.generation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.attention.KeyValueCache;

/** A decoder that goes on with prompts. */
final class CausalWriter implements Writer {
  private final CausalLanguageModel model;
  private final PackedTokens prompts;
  private final KeyValueCache cache;

  CausalWriter(CausalLanguageModel model, PackedTokens prompts) {
    this.model = model;
    this.prompts = prompts;
    this.cache = new KeyValueCache(model.engine());
  }

  @Override
  public NDArray start(Scope scope) {
    return logits(prompts, scope);
  }

  @Override
  public NDArray next(int[] tokens, Scope scope) {
    return logits(Single.each(tokens), scope);
  }

  private NDArray logits(PackedTokens next, Scope scope) {
    NDArray hidden = model.encode(next, cache, scope);
    return model.logits(hidden, Single.lastRows(next));
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
