package dev.heddle.models.encoderdecoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractModel;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.TokenLoss;
import dev.heddle.models.Visibility;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.Arrays;

/** What encoder-decoders have in common: checks at the door and the head. */
public abstract class AbstractEncoderDecoder extends AbstractModel
    implements SequenceToSequenceModel {
  private final int decoderStart;

  /**
   * A model whose parameters belong to the site's owner.
   *
   * @throws IllegalArgumentException when the start token is outside the vocabulary
   */
  protected AbstractEncoderDecoder(
      Site site, ModelRequest request, String modelType, Record settings, int decoderStart) {
    super(site, request, modelType, settings);
    Vocabulary vocabulary = request.vocabulary();
    if (decoderStart >= vocabulary.size()) {
      throw new IllegalArgumentException(
          "Cannot build an encoder-decoder: decoder_start_token_id=%d; the vocabulary ends at %d; use the config that belongs to the tokenizer"
              .formatted(decoderStart, vocabulary.size() - 1));
    }
    this.decoderStart = decoderStart;
  }

  /** Encodes sources that were checked; {@code scope} owns the result. */
  protected abstract NDArray encode(DeviceTokens source, Scope scope);

  /**
   * Hidden states of targets that were checked; {@code scope} owns the result.
   *
   * @param pass over the targets
   * @param memory {@code [source tokens, width]}, ready to be read by several segments
   */
  protected abstract NDArray decode(
      AttentionPass pass, NDArray memory, PairedRuns runs, Scope scope);

  /** The head. */
  protected abstract VocabularyHead head();

  @Override
  public final NDArray encode(PackedTokens source, Scope scope) {
    source.requireFit(maximumLength(), vocabulary());
    // Layers that are computed again in the backward pass read the tokens again.
    DeviceTokens device = source.on(scope);
    return engine().noise().during(device.noise(), () -> encode(device, scope));
  }

  @Override
  public final NDArray decode(
      PackedTokens target, NDArray memory, PackedTokens source, Scope scope) {
    target.requireFit(maximumLength(), vocabulary());
    PairedRuns runs = PairedRuns.of(target, source);
    if (memory.getShape().get(0) != source.size()) {
      throw new IllegalArgumentException(
          "Cannot decode a batch: memory rows=%d; must be as many as source tokens, %d; pass the sources it was computed from"
              .formatted(memory.getShape().get(0), source.size()));
    }
    NDArray read = scope.adopt(engine().kernels().call("same", memory));
    DeviceTokens device = target.on(scope);
    AttentionPass pass = new AttentionPass(device, Visibility.CAUSAL);
    NDArray shared = engine().autograd().shared(read);
    return engine().noise().during(device.noise(), () -> decode(pass, shared, runs, scope));
  }

  @Override
  public final NDArray decode(PackedTokens next, PairCache cache, Scope scope) {
    int[] lengths = cache.targets().lengthsWith(next);
    PackedTokens.requireLength(Arrays.stream(lengths).max().orElse(0), maximumLength());
    next.requireFit(maximumLength(), vocabulary());
    PairedRuns runs = cache.runs(next);
    try (GradientMode paused = engine().autograd().paused()) {
      NDArray read = scope.adopt(engine().kernels().call("same", cache.memory()));
      AttentionPass pass = AttentionPass.over(cache.targets().extend(next, scope));
      return decode(pass, read, runs, scope);
    }
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
  public final VocabularyRows vocabularyRows(NDArray hidden, int[] rows) {
    return head().rows(hidden, rows);
  }

  @Override
  public final int decoderStart() {
    return decoderStart;
  }
}
