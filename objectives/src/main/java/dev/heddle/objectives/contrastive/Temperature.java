package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;

/**
 * A temperature that is learnt as {@code s = ln(1 / temperature)} (Radford et al., "Learning
 * transferable visual models from natural language supervision", 2021, section 2.5).
 */
final class Temperature extends Layer {

  private static final double HIGHEST_LOG = -Math.log(ContrastiveSettings.LOWEST_LEARNT);

  private final Parameter logScale;
  private final Kernels kernels;

  Temperature(Site site, double first) {
    this.kernels = site.kernels();
    // As a bias it is spared weight decay, which would pull the temperature to 1.
    this.logScale =
        own(site.parameter("log_scale", Role.BIAS, Initializer.constant(-Math.log(first)), 1));
  }

  /** {@code s}, {@code [1]}, held at the bound if the last update went beyond. */
  NDArray logScale() {
    kernels.update("lower_to", logScale.value(), HIGHEST_LOG);
    return logScale.value();
  }
}
