package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Site;

/**
 * What encoders with a {@link VocabularyHead} have in common: checks at the door, the head, and the
 * end of their life.
 */
public abstract class AbstractMaskedEncoder implements MaskedLanguageModel {
  private final Site site;
  private final Vocabulary vocabulary;

  /** A model whose parameters belong to the site's owner. */
  protected AbstractMaskedEncoder(Site site, Vocabulary vocabulary) {
    this.site = site;
    this.vocabulary = vocabulary;
  }

  /** Encodes a batch that was checked; {@code scope} owns whatever this leaves behind. */
  protected abstract NDArray encode(DeviceTokens tokens, Scope scope);

  /** The head that predicts tokens. */
  protected abstract VocabularyHead head();

  @Override
  public final NDArray encode(PackedTokens tokens, Scope scope) {
    tokens.requireFit(maximumLength(), vocabulary);
    // Layers that are computed again in the backward pass read the tokens again.
    return encode(tokens.on(scope), scope);
  }

  @Override
  public final TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    return head().loss(hidden, rows, labels);
  }

  @Override
  public final NDArray logits(NDArray hidden, int[] rows) {
    return head().logits(hidden, rows);
  }

  @Override
  public final Task task() {
    return Task.LANGUAGE_MODELLING;
  }

  @Override
  public final Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public final TensorEngine engine() {
    return site.engine();
  }

  @Override
  public final Precision precision() {
    return site.precision();
  }

  @Override
  public final void close() {
    site.owner().close();
  }
}
