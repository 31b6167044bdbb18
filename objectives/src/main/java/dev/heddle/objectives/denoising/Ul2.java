package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.SampleRandom;
import dev.heddle.objectives.TokenizerInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * UL2's mixture of denoisers (Tay et al., "UL2: Unifying Language Learning Paradigms", 2022,
 * section 3.1). Each text is given to one of seven, and its source begins with the mode's token:
 *
 * <pre>
 *   R, regular:    spans of 3 or 8 tokens, 15 % noise
 *   S, sequential: the model goes on with a text
 *   X, extreme:    spans of 3, 8 or 64 tokens with 50 % noise, spans of 64 with 15 %
 * </pre>
 *
 * <p>The suffix that S takes out is 1 to ⌊n/2⌋ of n tokens long, every length being equally likely,
 * so that a quarter of the tokens is noise on average, and it has no sentinel: the target simply
 * goes on. Spans of 64 are so few that masks of them are rolled; they would nearly always be the
 * end of the text otherwise, which is what S does.
 */
final class Ul2 implements Denoiser {

  private static final double LITTLE = 0.15;
  private static final double HALF = 0.5;
  private static final int LONG_SPAN = 64;

  private final Sentinels sentinels;
  private final List<Arm> arms;

  /**
   * One of the denoisers.
   *
   * @param weight its probability, up to a common factor
   * @param mode token that tells the model
   */
  record Arm(double weight, int mode, Denoiser denoiser) {}

  Ul2(Ul2Settings settings, TokenizerInfo tokenizer) {
    this.sentinels = Sentinels.of(tokenizer);
    int regular = settings.id(settings.rMode(), tokenizer);
    int extreme = settings.id(settings.xMode(), tokenizer);
    double eachRegular = settings.rWeight() / 2;
    double eachExtreme = settings.xWeight() / 4;
    this.arms =
        List.of(
            new Arm(eachRegular, regular, spans(3, LITTLE)),
            new Arm(eachRegular, regular, spans(8, LITTLE)),
            new Arm(settings.sWeight(), settings.id(settings.sMode(), tokenizer), Ul2::suffix),
            new Arm(eachExtreme, extreme, spans(3, HALF)),
            new Arm(eachExtreme, extreme, spans(8, HALF)),
            new Arm(eachExtreme, extreme, spans(LONG_SPAN, LITTLE)),
            new Arm(eachExtreme, extreme, spans(LONG_SPAN, HALF)));
  }

  private Denoiser spans(int meanLength, double density) {
    NoiseMask.Roll roll = meanLength < LONG_SPAN ? NoiseMask.Roll.NEVER : NoiseMask.Roll.RANDOM;
    return new SpanDenoiser(new SpanRule(density, meanLength), roll, sentinels);
  }

  @Override
  public Optional<Denoised> denoise(int[] tokens, Function<String, SampleRandom> random) {
    Arm arm = arms.get(chosen(random.apply("denoiser").nextDouble()));
    return arm.denoiser().denoise(tokens, random).map(denoised -> told(arm.mode(), denoised));
  }

  /**
   * The place of the denoiser that a draw falls to.
   *
   * @param draw uniform in [0, 1)
   */
  private int chosen(double draw) {
    double left = draw * arms.stream().mapToDouble(Arm::weight).sum();
    int arm = 0;
    while (arm < arms.size() - 1 && left >= arms.get(arm).weight()) {
      left -= arms.get(arm++).weight();
    }
    return arm;
  }

  private static Denoised told(int mode, Denoised denoised) {
    int[] source = IntStream.concat(IntStream.of(mode), IntStream.of(denoised.source())).toArray();
    return new Denoised(source, denoised.target());
  }

  private static Optional<Denoised> suffix(int[] tokens, Function<String, SampleRandom> random) {
    int longest = tokens.length / 2;
    if (longest == 0) {
      return Optional.empty();
    }
    int cut = tokens.length - 1 - random.apply("suffix").nextInt(longest);
    return Optional.of(
        new Denoised(Arrays.copyOf(tokens, cut), Arrays.copyOfRange(tokens, cut, tokens.length)));
  }
}
