package dev.heddle.objectives;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.batch.SampleRandom;
import java.util.stream.LongStream;

/**
 * What samples are collated for, and so where randomness comes from.
 *
 * @param kind training or evaluation
 * @param seed of everything random about the data
 * @param share of the run that lies behind, in [0, 1]; what schedules of an objective follow
 */
public record Occasion(Kind kind, long seed, double share) {

  /** Evaluation draws the same in every run, so that its numbers can be compared between runs. */
  private static final long EVALUATION_SEED = 20_250_101L;

  /** What a batch is for. */
  public enum Kind {
    TRAINING,
    EVALUATION
  }

  /** Training, at a share of the run. */
  public static Occasion training(long seed, double share) {
    return new Occasion(Kind.TRAINING, seed, share);
  }

  /** Evaluation: a fixed seed, and the end of every schedule. */
  public static Occasion evaluation() {
    return new Occasion(Kind.EVALUATION, EVALUATION_SEED, 1);
  }

  /** Whether the batch is for evaluation. */
  public boolean isEvaluation() {
    return kind == Kind.EVALUATION;
  }

  /**
   * What dropout is drawn from at some tokens of a sample, as {@link
   * dev.heddle.models.PackedTokens#noise} takes it: a number for each token, the same in whatever
   * batch, place and worker the sample is. In evaluation there is none, and nothing is dropped.
   *
   * @param sample whose tokens they are
   * @param text tells apart what is made of one sample, such as {@code "source"} and {@code
   *     "target"}; the same text in another draw has other noise
   * @param first the place of the first of these tokens in that text
   * @param count how many tokens follow each other from there
   */
  public long[] noise(EpochSample sample, String text, int first, int count) {
    if (isEvaluation()) {
      return new long[0];
    }
    SampleRandom random = random(sample, "dropout/" + text).skip(first);
    return LongStream.generate(random::nextLong).limit(count).toArray();
  }

  /** The same of the sample's own tokens, as they lie in its pack. */
  public long[] noise(EpochSample sample, int first, int count) {
    return noise(sample, "", first, count);
  }

  /** The stream of one purpose for one use of a sample; in evaluation every epoch is the first. */
  public SampleRandom random(EpochSample sample, String purpose) {
    long epoch = isEvaluation() ? 0 : sample.epoch();
    return SampleRandom.of(seed, epoch, sample.sample().index(), purpose);
  }
}
