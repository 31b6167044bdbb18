package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.encoderdecoder.AbstractEncoderDecoder;
import dev.heddle.models.encoderdecoder.PairedRuns;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * T5 (Raffel et al. 2020, arXiv:1910.10683) and its version 1.1, equal to Hugging Face's {@code
 * T5ForConditionalGeneration}.
 */
final class T5 extends AbstractEncoderDecoder {
  private static final String HEAD = "lm_head";

  /** What the head is called where it is not the embedding table. */
  static final String HEAD_TENSOR = HEAD + ".weight";

  private final T5Settings settings;
  private final Branch root = new Branch();
  private final Embedding shared;
  private final T5EncoderStack encoder;
  private final T5DecoderStack decoder;
  private final VocabularyHead head;

  T5(Site site, T5Settings settings, ModelRequest request) {
    super(site, request, T5Provider.MODEL_TYPE, settings, settings.decoderStartTokenId());
    this.settings = settings;
    this.shared = root.add("shared", table(site.at("shared")));
    this.encoder = root.add("encoder", new T5EncoderStack(site.at("encoder"), settings));
    this.decoder = root.add("decoder", new T5DecoderStack(site.at("decoder"), settings));
    List<Parameter> table = List.of(predictions(site.at(HEAD)));
    this.head = new VocabularyHead(VocabularyProjection.straight(site, table), this::scaled);
  }

  private Embedding table(Site site) {
    return new T5Blocks(settings).table(site, vocabulary().size(), width(), 1);
  }

  private Parameter predictions(Site site) {
    if (settings.tieWordEmbeddings()) {
      return shared.weight();
    }
    Linear linear = new T5Blocks(settings).linear(site, width(), vocabulary().size(), 1);
    return root.add(HEAD, linear).weight();
  }

  @Override
  protected NDArray encode(DeviceTokens source, Scope scope) {
    return encoder.forward(shared.forward(source.ids()), source, scope);
  }

  @Override
  protected NDArray decode(AttentionPass pass, NDArray memory, PairedRuns runs, Scope scope) {
    return decoder.forward(shared.forward(pass.tokens().ids()), pass, memory, runs, scope);
  }

  @Override
  protected VocabularyHead head() {
    return head;
  }

  private NDArray scaled(NDArray hidden) {
    return settings.scaleDecoderOutputs()
        ? engine().kernels().call("scaled", hidden, 1 / Math.sqrt(width()))
        : hidden;
  }

  @Override
  public int width() {
    return settings.dModel();
  }

  /** No end: positions are relative. */
  @Override
  public int maximumLength() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Layer root() {
    return root;
  }

  @Override
  public Map<String, String> tiedNames() {
    String table = shared.weight().name();
    Map<String, String> tied = new HashMap<>();
    tied.put("encoder.embed_tokens.weight", table);
    tied.put("decoder.embed_tokens.weight", table);
    if (settings.tieWordEmbeddings()) {
      tied.put(HEAD_TENSOR, table);
    }
    return tied;
  }
}
