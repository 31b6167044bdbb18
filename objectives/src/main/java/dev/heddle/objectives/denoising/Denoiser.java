package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.SampleRandom;
import java.util.Optional;
import java.util.function.Function;

/** Makes of a text what the model reads and what it has to write. A pure function. */
@FunctionalInterface
interface Denoiser {

  /**
   * Takes something out of a text.
   *
   * @param tokens the text, without special tokens
   * @param random gives the stream of one purpose, always the same one for the same use of a text
   * @return empty where the text is too short for anything to be taken out
   */
  Optional<Denoised> denoise(int[] tokens, Function<String, SampleRandom> random);
}
