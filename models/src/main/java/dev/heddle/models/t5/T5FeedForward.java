package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;

/** {@code wo(f(wi(x)))}, or gated {@code wo(f(wi_0(x)) · wi_1(x))}. */
final class T5FeedForward extends Layer {
  private final Site site;
  private final FeedForwardForm form;
  private final LinearGroup input;
  private final Slot output;
  private final Dropout dropout;

  T5FeedForward(Site site, T5Settings settings) {
    T5Blocks blocks = new T5Blocks(settings);
    int width = settings.dModel();
    int inner = settings.dFf();
    this.site = site;
    this.form = FeedForwardForm.of(settings.feedForwardProj());
    List<Slot> inputs =
        form.inputs().stream()
            .map(name -> slot(name, blocks.linear(site.at(name), width, inner, width)))
            .toList();
    this.input = new LinearGroup(site, inputs);
    this.output = slot("wo", blocks.linear(site.at("wo"), inner, width, inner));
    this.dropout = Dropout.at(site, "dropout", settings.dropoutRate());
  }

  /** {@code x [tokens, width]} to the same shape. */
  NDArray forward(NDArray x) {
    NDArray activated = site.kernels().call(form.kernel(), input.forward(x));
    return output.forward(dropout.forward(activated));
  }
}
