package dev.heddle.models.bert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.ArrayList;
import java.util.List;

/** Embeddings and layers of the BERT family, without a head. */
public final class BertBody extends Layer {
  private final Site site;
  private final BertSettings settings;
  private final BertEmbeddings embeddings;
  private final List<BertLayer> layers = new ArrayList<>();

  /**
   * A body with fresh parameters.
   *
   * @param firstPosition the row of the position table that a sequence's first token reads
   */
  public BertBody(Site site, BertSettings settings, int vocabularySize, int firstPosition) {
    this.site = site;
    this.settings = settings;
    this.embeddings =
        child(
            "embeddings",
            new BertEmbeddings(site.at("embeddings"), settings, vocabularySize, firstPosition));
    addLayers(child("encoder", new Branch()).add("layer", new Branch()));
  }

  private void addLayers(Branch branch) {
    Site at = site.at("encoder").at("layer");
    for (int index = 0; index < settings.numHiddenLayers(); index++) {
      String name = Integer.toString(index);
      layers.add(branch.add(name, new BertLayer(at.at(name), settings)));
    }
  }

  /** Whether a parameter of any model of the family belongs to the layer of {@link #addPooler}. */
  public static boolean isOfPooler(String parameter) {
    return parameter.startsWith("pooler.") || parameter.contains(".pooler.");
  }

  /** Adds the layer that transformers keeps between the first token and a classifier. */
  public Slot addPooler() {
    int width = settings.hiddenSize();
    Site at = site.at("pooler").at("dense");
    return child("pooler", new Branch())
        .addSlot("dense", new BertBlocks(settings).linear(at, width, width));
  }

  /** {@code [tokens, width]}, fp32. */
  public NDArray forward(DeviceTokens tokens) {
    NDArray hidden = embeddings.forward(tokens);
    for (BertLayer layer : layers) {
      hidden =
          site.engine()
              .autograd()
              .segment(List.of(hidden), in -> List.of(layer.forward(in.get(0), tokens)))
              .get(0);
    }
    return hidden;
  }

  /** The table that the vocabulary head predicts with as well. */
  public Parameter wordTable() {
    return embeddings.wordTable();
  }
}
