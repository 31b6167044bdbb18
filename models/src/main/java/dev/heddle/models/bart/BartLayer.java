package dev.heddle.models.bart;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;

/**
 * What a layer of the encoder and one of the decoder have in common: self-attention first and a
 * feed-forward block last, each added to what it read and normed after that.
 */
abstract class BartLayer extends Layer {
  private final Site site;
  private final String activation;
  private final BartSelfAttention attention;
  private final LayerNorm attentionNorm;
  private final Slot input;
  private final Slot output;
  private final LayerNorm finalNorm;
  private final Dropout attentionDropout;
  private final Dropout activationDropout;
  private final Dropout outputDropout;

  /**
   * A layer.
   *
   * @param dropouts what the places are called where the result of attention, activations and the
   *     result of the feed-forward block are dropped
   */
  BartLayer(Site site, BartSettings settings, BartSettings.Side side, List<String> dropouts) {
    BartBlocks blocks = new BartBlocks(settings);
    int width = settings.dModel();
    this.site = site;
    this.activation = settings.activationFunction().kernel();
    this.attention =
        child("self_attn", new BartSelfAttention(site.at("self_attn"), settings, side.heads()));
    this.attentionNorm = norm(settings, "self_attn_layer_norm");
    this.input = slot("fc1", blocks.linear(site.at("fc1"), width, side.inner()));
    this.output = slot("fc2", blocks.linear(site.at("fc2"), side.inner(), width));
    this.finalNorm = norm(settings, "final_layer_norm");
    this.attentionDropout = Dropout.at(site, dropouts.get(0), settings.dropout());
    this.activationDropout = Dropout.at(site, dropouts.get(1), settings.activationDropout());
    this.outputDropout = Dropout.at(site, dropouts.get(2), settings.dropout());
  }

  final LayerNorm norm(BartSettings settings, String name) {
    return child(name, new BartBlocks(settings).norm(site.at(name)));
  }

  /** {@code norm(x + attention(x))}, {@code [tokens, width]}. */
  final NDArray attended(NDArray x, AttentionPass pass) {
    return attentionNorm.ofSum(x, attention.forward(x, pass), attentionDropout.mask());
  }

  /** {@code norm(x + fc2(activation(fc1(x))))}, {@code [tokens, width]}. */
  final NDArray fed(NDArray x) {
    NDArray activated = site.kernels().call(activation, input.forward(x));
    NDArray update = output.forward(activationDropout.forward(activated));
    return finalNorm.ofSum(x, update, outputDropout.mask());
  }
}
