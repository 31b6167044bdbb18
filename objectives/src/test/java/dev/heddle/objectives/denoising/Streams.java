package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.SampleRandom;
import java.util.function.Function;

/** Random streams of tests. */
final class Streams {

  private Streams() {}

  /** What the use of one sample draws from. */
  static Function<String, SampleRandom> of(long sample) {
    return purpose -> SampleRandom.of(7, 0, sample, purpose);
  }
}
