package dev.heddle.models.bart;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Visibility;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.encoderdecoder.AbstractEncoderDecoder;
import dev.heddle.models.encoderdecoder.PairedRuns;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * BART (Lewis et al. 2019, arXiv:1910.13461), equal to Hugging Face's {@code
 * BartForConditionalGeneration}. Departure: layers are never skipped, whatever {@code
 * encoder_layerdrop} and {@code decoder_layerdrop} say.
 */
final class Bart extends AbstractEncoderDecoder {
  /** What is added to the logits: part of every file, and never trained. */
  static final String LOGITS_BIAS = "final_logits_bias";

  private final BartSettings settings;
  private final Branch root = new Branch();
  private final Embedding shared;
  private final BartStack<BartEncoderLayer> encoder;
  private final BartStack<BartDecoderLayer> decoder;
  private final VocabularyHead head;

  Bart(Site site, BartSettings settings, ModelRequest request) {
    super(site, request, BartProvider.MODEL_TYPE, settings, settings.decoderStartTokenId());
    this.settings = settings;
    BartBlocks blocks = new BartBlocks(settings);
    Site at = site.at("model");
    Branch model = root.add("model", new Branch());
    this.shared = model.add("shared", blocks.embedding(at.at("shared"), vocabulary().size()));
    this.encoder =
        model.add(
            "encoder", stack(at.at("encoder"), settings.encoderLayers(), BartEncoderLayer::new));
    this.decoder =
        model.add(
            "decoder", stack(at.at("decoder"), settings.decoderLayers(), BartDecoderLayer::new));
    List<Parameter> table = List.of(shared.weight(), logitsBias(site));
    this.head = VocabularyHead.linear(VocabularyProjection.straight(site, table));
  }

  private <L extends BartLayer> BartStack<L> stack(
      Site site, int count, BiFunction<Site, BartSettings, L> make) {
    return new BartStack<>(site, settings, shared, count, make);
  }

  private Parameter logitsBias(Site site) {
    Initializer zero = Initializer.constant(0);
    Parameter bias = site.parameter(LOGITS_BIAS, Role.BIAS, zero, 1, vocabulary().size());
    bias.freeze();
    return root.addParameter(bias);
  }

  @Override
  protected NDArray encode(DeviceTokens source, Scope scope) {
    AttentionPass pass = new AttentionPass(source, Visibility.BIDIRECTIONAL);
    return encoder.forward(source, List.of(), (layer, x, none) -> layer.forward(x, pass));
  }

  @Override
  protected NDArray decode(AttentionPass pass, NDArray memory, PairedRuns runs, Scope scope) {
    return decoder.forward(
        pass.tokens(),
        List.of(memory),
        (layer, x, read) -> layer.forward(x, pass, read.get(0), runs));
  }

  @Override
  protected VocabularyHead head() {
    return head;
  }

  @Override
  public int width() {
    return settings.dModel();
  }

  @Override
  public int maximumLength() {
    return settings.maxPositionEmbeddings();
  }

  @Override
  public Layer root() {
    return root;
  }

  @Override
  public Map<String, String> tiedNames() {
    String table = shared.weight().name();
    return Map.of(
        "model.encoder.embed_tokens.weight",
        table,
        "model.decoder.embed_tokens.weight",
        table,
        "lm_head.weight",
        table);
  }
}
