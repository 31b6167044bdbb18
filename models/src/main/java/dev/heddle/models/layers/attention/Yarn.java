package dev.heddle.models.layers.attention;

import dev.heddle.models.layers.Site;

/**
 * YaRN (Peng et al. 2023, arXiv:2309.00071, section 3): pairs of a head that turn more than {@code
 * beta_fast} times within the original length keep their frequency, those that turn less than
 * {@code beta_slow} times are stretched by the factor, with a ramp between; cosines and sines grow
 * with the logarithm of the factor, which lowers the temperature of attention.
 */
record Yarn(RotarySettings settings, int headWidth, int longest) {
  private static final double FAST = 32;
  private static final double SLOW = 1;

  Rotary at(Site site) {
    boolean whole = settings.truncate().orElse(true);
    double first = pairThatTurns(settings.betaFast().orElse(FAST));
    double last = pairThatTurns(settings.betaSlow().orElse(SLOW));
    double from = Math.max(whole ? Math.floor(first) : first, 0);
    double to = Math.min(whole ? Math.ceil(last) : last, headWidth - 1.0);
    return RotaryFrequencies.of(
        site,
        magnitude(),
        "yarn_frequencies",
        settings.ropeTheta(),
        headWidth,
        factor(),
        from,
        from == to ? to + 0.001 : to); // a ramp of no width would divide by zero
  }

  /** The (fractional) index of the pair that turns so many times within the original length. */
  private double pairThatTurns(double times) {
    double wave = settings.original(longest) / (times * 2 * Math.PI);
    return headWidth * Math.log(wave) / (2 * Math.log(settings.ropeTheta()));
  }

  private double factor() {
    return settings.factor().orElse((double) longest / settings.original(longest));
  }

  private double magnitude() {
    if (settings.attentionFactor().isPresent()) {
      return settings.attentionFactor().get();
    }
    double scale = settings.mscale().orElse(0.0);
    double scaleOfAll = settings.mscaleAllDim().orElse(0.0);
    return scale != 0 && scaleOfAll != 0 ? growth(scale) / growth(scaleOfAll) : growth(1);
  }

  private double growth(double scale) {
    return factor() <= 1 ? 1 : 0.1 * scale * Math.log(factor()) + 1;
  }
}
