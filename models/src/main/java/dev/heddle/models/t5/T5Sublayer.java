package dev.heddle.models.t5;

import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.norm.Norm;

/** A part of a block together with the norm of what it reads, as Hugging Face's names pair them. */
final class T5Sublayer<T extends Layer> extends Layer {
  private final T part;
  private final Norm norm;
  private final Dropout dropout;

  T5Sublayer(Site site, T5Settings settings, String name, T part) {
    this.part = child(name, part);
    this.norm = child("layer_norm", new T5Blocks(settings).norm(site.at("layer_norm")));
    this.dropout = Dropout.at(site, "dropout", settings.dropoutRate());
  }

  T part() {
    return part;
  }

  Norm norm() {
    return norm;
  }

  /** What is dropped of the part's result before that joins the residual stream. */
  Dropout.Mask outputDropout() {
    return dropout.mask();
  }
}
