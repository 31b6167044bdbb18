package dev.heddle.objectives.denoising;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;

/**
 * Settings of span corruption; the defaults are T5's.
 *
 * @param noiseDensity share of the tokens that are taken out
 * @param meanNoiseSpanLength tokens of a span on average
 * @param randomRoll whether masks are turned by a random number of tokens; without, short texts (at
 *     the defaults up to 30 tokens) always lose their end
 * @param documents whether the documents that share a row are one text, as T5 has it, or each is
 *     corrupted and read alone
 */
public record SpanCorruptionSettings(
    @Default("0.15") double noiseDensity,
    @Default("3.0") double meanNoiseSpanLength,
    @Default("false") boolean randomRoll,
    @Default("joined") Documents documents) {

  /** Checks the ranges. */
  public SpanCorruptionSettings {
    Checks.of(SpanCorruptionSettings.class)
        .require(
            noiseDensity > 0 && noiseDensity < 1,
            "noiseDensity",
            noiseDensity,
            "must be above 0 and below 1")
        .require(
            meanNoiseSpanLength >= 1,
            "meanNoiseSpanLength",
            meanNoiseSpanLength,
            "must be 1 or above")
        .done();
  }

  /** How much of a text becomes noise. */
  SpanRule rule() {
    return new SpanRule(noiseDensity, meanNoiseSpanLength);
  }

  /** Whether masks are rolled. */
  NoiseMask.Roll roll() {
    return randomRoll ? NoiseMask.Roll.RANDOM : NoiseMask.Roll.NEVER;
  }
}
