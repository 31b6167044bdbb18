package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.KeyValueCache;
import java.util.Arrays;

/**
 * What decoders with a head for the next token have in common: checks at the door, the head, and
 * the end of their life.
 */
public abstract class AbstractCausalDecoder implements CausalLanguageModel {
  private final Site site;
  private final String modelType;
  private final Record settings;
  private final Vocabulary vocabulary;

  /** A model whose parameters belong to the site's owner. */
  protected AbstractCausalDecoder(
      Site site, String modelType, Record settings, Vocabulary vocabulary) {
    this.site = site;
    this.modelType = modelType;
    this.settings = settings;
    this.vocabulary = vocabulary;
  }

  /** Encodes a batch that was checked; {@code scope} owns whatever this leaves behind. */
  protected abstract NDArray encode(AttentionPass pass, Scope scope);

  /** The head: the projection of hidden states. */
  protected abstract VocabularyProjection projection();

  /**
   * What happens to the rows that are scored, {@code [rows, width]}, before they are projected;
   * nothing in most families.
   */
  protected NDArray transformed(NDArray rows) {
    return rows;
  }

  @Override
  public final NDArray encode(PackedTokens tokens, Visibility visibility, Scope scope) {
    tokens.requireFit(maximumLength(), vocabulary);
    if (visibility instanceof Visibility.Prefix prefix) {
      prefix.requireFit(tokens);
    }
    // Layers that are computed again in the backward pass read the tokens again.
    return encode(new AttentionPass(tokens.on(scope), visibility), scope);
  }

  @Override
  public final NDArray encode(PackedTokens next, KeyValueCache cache, Scope scope) {
    PackedTokens.requireLength(
        Arrays.stream(cache.lengthsWith(next)).max().orElse(0), maximumLength());
    next.requireFit(maximumLength(), vocabulary);
    try (GradientMode paused = engine().autograd().paused()) {
      return encode(AttentionPass.over(cache.extend(next, scope)), scope);
    }
  }

  @Override
  public final TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    return projection().loss(hidden, rows, labels, this::transformed);
  }

  @Override
  public final NDArray logits(NDArray hidden, int[] rows) {
    return projection().logits(hidden, rows, this::transformed);
  }

  @Override
  public final VocabularyRows vocabularyRows(NDArray hidden, int[] rows) {
    return projection().rows(hidden, rows, this::transformed);
  }

  @Override
  public final String modelType() {
    return modelType;
  }

  @Override
  public final Record settings() {
    return settings;
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
