package dev.heddle.models.gpt2;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.feedforward.FeedForward;

/** {@code c_proj(activation(c_fc(x)))}. */
final class Gpt2FeedForward extends FeedForward {
  private final Site site;
  private final String activation;
  private final Slot input;
  private final Slot output;
  private final Dropout dropout;

  Gpt2FeedForward(Site site, Gpt2Settings settings) {
    Gpt2Blocks blocks = new Gpt2Blocks(settings);
    this.site = site;
    this.activation = settings.activationFunction().kernel();
    this.input = slot("c_fc", blocks.reading(site.at("c_fc"), settings.innerWidth()));
    this.output = slot("c_proj", blocks.writing(site.at("c_proj"), settings.innerWidth()));
    this.dropout = Dropout.at(site, "dropout", settings.residPdrop());
  }

  @Override
  public NDArray forward(NDArray x) {
    return output.forward(site.kernels().call(activation, input.forward(x)));
  }

  @Override
  public Dropout.Mask outputDropout() {
    return dropout.mask();
  }
}
