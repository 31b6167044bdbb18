package dev.heddle.models.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;
import java.util.stream.Stream;

/** {@code norm(h + attention(h))}, then {@code norm(h + output(gelu(intermediate(h))))}. */
final class BertLayer extends Layer {
  private static final int WHOLE_SEQUENCE = -1;

  private final Site site;
  private final BertSettings settings;
  private final BertBlocks blocks;
  private final LinearGroup queriesKeysValues;
  private final Slot attentionOutput;
  private final LayerNorm attentionNorm;
  private final Slot intermediate;
  private final Slot output;
  private final LayerNorm outputNorm;
  private final Dropout weightDropout;
  private final Dropout attentionDropout;
  private final Dropout outputDropout;

  BertLayer(Site site, BertSettings settings) {
    this.site = site;
    this.settings = settings;
    this.blocks = new BertBlocks(settings);
    long width = settings.hiddenSize();
    long inner = settings.intermediateSize();
    Branch attention = child("attention", new Branch());
    this.queriesKeysValues = self(attention.add("self", new Branch()));
    Branch attentionEnd = attention.add("output", new Branch());
    Site attentionSite = site.at("attention").at("output");
    this.attentionOutput = dense(attentionEnd, attentionSite, width, width);
    this.attentionNorm = norm(attentionEnd, attentionSite);
    this.intermediate =
        dense(child("intermediate", new Branch()), site.at("intermediate"), width, inner);
    Branch end = child("output", new Branch());
    this.output = dense(end, site.at("output"), inner, width);
    this.outputNorm = norm(end, site.at("output"));
    this.weightDropout =
        Dropout.at(
            site.at("attention").at("self"), "dropout", settings.attentionProbsDropoutProb());
    this.attentionDropout = Dropout.at(attentionSite, "dropout", settings.hiddenDropoutProb());
    this.outputDropout = Dropout.at(site.at("output"), "dropout", settings.hiddenDropoutProb());
  }

  private LinearGroup self(Branch branch) {
    long width = settings.hiddenSize();
    Site at = site.at("attention").at("self");
    List<Slot> slots =
        Stream.of("query", "key", "value")
            .map(name -> branch.addSlot(name, blocks.linear(at.at(name), width, width)))
            .toList();
    return new LinearGroup(site, slots);
  }

  private Slot dense(Branch branch, Site at, long in, long out) {
    return branch.addSlot("dense", blocks.linear(at.at("dense"), in, out));
  }

  private LayerNorm norm(Branch branch, Site at) {
    return branch.add("LayerNorm", blocks.norm(at.at("LayerNorm")));
  }

  /** {@code x [tokens, width]}, which is used up, to {@code [tokens, width]}. */
  NDArray forward(NDArray x, DeviceTokens tokens) {
    NDManager owner = x.getManager();
    try (Scope scope = Scope.within(x)) {
      scope.adopt(x);
      NDArray middle = attentionNorm.ofSum(x, attention(x, tokens), attentionDropout.mask());
      NDArray activated = site.kernels().call("gelu", intermediate.forward(middle));
      NDArray result = outputNorm.ofSum(middle, output.forward(activated), outputDropout.mask());
      result.attach(owner);
      return result;
    }
  }

  private NDArray attention(NDArray x, DeviceTokens tokens) {
    NDArray qkv = queriesKeysValues.forward(x);
    int heads = settings.numAttentionHeads();
    return attentionOutput.forward(
        tokens.attention(
            site.kernels(), qkv, List.of(), heads, WHOLE_SEQUENCE, weightDropout.mask()));
  }
}
