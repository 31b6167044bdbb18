package dev.heddle.models.layers.attention;

import dev.heddle.models.layers.Site;
import java.util.List;

/** How rotary positions are stretched to longer texts than those a model was first trained on. */
public enum RotaryType {
  /** Not at all. */
  DEFAULT {
    @Override
    Rotary create(Site site, RotarySettings settings, int headWidth, int longest) {
      return RotaryFrequencies.of(site, 1, "rotary_frequencies", settings.ropeTheta(), headWidth);
    }
  },

  /** Positions are divided by the factor (Chen et al. 2023, arXiv:2306.15595). */
  LINEAR {
    @Override
    Rotary create(Site site, RotarySettings settings, int headWidth, int longest) {
      return RotaryFrequencies.of(
          site,
          1,
          "linear_frequencies",
          settings.ropeTheta(),
          headWidth,
          settings.requiredFactor());
    }

    @Override
    int reach(RotarySettings settings, int longest) {
      return (int) (settings.requiredFactor() * longest);
    }
  },

  /**
   * The base grows with a sequence's length beyond {@code max_position_embeddings} ("dynamic NTK").
   * The length is that of each sequence on its own, where transformers takes the longest of the
   * padded batch: results do not depend on neighbours.
   */
  DYNAMIC {
    @Override
    Rotary create(Site site, RotarySettings settings, int headWidth, int longest) {
      return tokens ->
          List.of(
              site.kernels()
                  .callAll(
                      "dynamic_rotary_table",
                      tokens.positions(),
                      tokens.runLengths(),
                      tokens.runCounts(),
                      settings.ropeTheta(),
                      headWidth,
                      settings.requiredFactor(),
                      longest));
    }

    @Override
    int reach(RotarySettings settings, int longest) {
      return (int) (settings.requiredFactor() * longest);
    }
  },

  /** Long waves are stretched, short ones are not (Llama 3.1). */
  LLAMA3 {
    @Override
    Rotary create(Site site, RotarySettings settings, int headWidth, int longest) {
      return RotaryFrequencies.of(
          site,
          1,
          "llama3_frequencies",
          settings.ropeTheta(),
          headWidth,
          settings.requiredFactor(),
          settings.lowFreqFactor().orElseThrow(),
          settings.highFreqFactor().orElseThrow(),
          (double) settings.original(longest));
    }

    @Override
    int reach(RotarySettings settings, int longest) {
      return settings.stretched(longest);
    }
  },

  /** Stretched by wave length, with logits sharpened (Peng et al. 2023, arXiv:2309.00071). */
  YARN {
    @Override
    Rotary create(Site site, RotarySettings settings, int headWidth, int longest) {
      return new Yarn(settings, headWidth, longest).at(site);
    }

    @Override
    int reach(RotarySettings settings, int longest) {
      return settings.stretched(longest);
    }
  };

  /** The positions of a model. */
  abstract Rotary create(Site site, RotarySettings settings, int headWidth, int longest);

  /** How long a sequence may be when the config says {@code longest}. */
  int reach(RotarySettings settings, int longest) {
    return longest;
  }
}
