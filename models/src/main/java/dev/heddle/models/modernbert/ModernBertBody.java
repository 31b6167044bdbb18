package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import java.util.ArrayList;
import java.util.List;

/** Embeddings and layers of ModernBERT, without a head. */
final class ModernBertBody extends Layer {
  private final Site site;
  private final ModernBertSettings settings;
  private final ModernBertEmbeddings embeddings;
  private final List<ModernBertLayer> layers = new ArrayList<>();
  private final LayerNorm finalNorm;

  ModernBertBody(Site site, ModernBertSettings settings, int vocabularySize) {
    this.site = site;
    this.settings = settings;
    this.embeddings =
        child(
            "embeddings",
            new ModernBertEmbeddings(site.at("embeddings"), settings, vocabularySize));
    addLayers(site.at("layers"), child("layers", new Branch()));
    this.finalNorm =
        child("final_norm", new ModernBertBlocks(settings).norm(site.at("final_norm")));
  }

  private void addLayers(Site at, Branch branch) {
    for (int index = 0; index < settings.numHiddenLayers(); index++) {
      String name = Integer.toString(index);
      layers.add(branch.add(name, new ModernBertLayer(at.at(name), settings, index)));
    }
  }

  /** {@code [tokens, width]}, fp32. */
  NDArray forward(DeviceTokens tokens) {
    List<NDArray> global = rotary(tokens, settings.globalRopeTheta());
    List<NDArray> local = rotary(tokens, settings.localRopeTheta());
    NDArray embedded = embeddings.forward(tokens.ids());
    ResidualStream stream = new ResidualStream(embedded, embedded);
    Autograd autograd = site.engine().autograd();
    for (int index = 0; index < layers.size(); index++) {
      ModernBertLayer layer = layers.get(index);
      List<NDArray> rotary = settings.isGlobal(index) ? global : local;
      LayerNorm next = normAfter(index);
      stream = stream.through(autograd, in -> layer.forward(in, tokens, rotary, next));
    }
    return stream.normed();
  }

  private List<NDArray> rotary(DeviceTokens tokens, double theta) {
    return List.of(
        site.kernels().callAll("rotary_table", tokens.positions(), theta, settings.headWidth()));
  }

  private LayerNorm normAfter(int index) {
    return index + 1 < layers.size() ? layers.get(index + 1).attentionNorm() : finalNorm;
  }

  /** The table that the vocabulary head predicts with as well. */
  Parameter wordTable() {
    return embeddings.table();
  }
}
