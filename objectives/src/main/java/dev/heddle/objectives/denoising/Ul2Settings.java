package dev.heddle.objectives.denoising;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.objectives.TokenizerInfo;

/**
 * Settings of {@link Ul2}; by default each of the seven denoisers is equally likely.
 *
 * @param rWeight share of the regular denoisers, two of the seven; all weights up to a common
 *     factor
 * @param sWeight share of the sequential denoiser
 * @param xWeight share of the extreme denoisers, four of the seven
 * @param rMode what a source of a regular denoiser begins with; {@code [NLU]} in the released model
 * @param sMode the same of the sequential denoiser; {@code [S2S]} in the released model
 * @param xMode the same of an extreme denoiser; {@code [NLG]} in the released model
 * @param documents whether the documents that share a row are one text, or each is denoised alone
 */
public record Ul2Settings(
    @Default("2.0") double rWeight,
    @Default("1.0") double sWeight,
    @Default("4.0") double xWeight,
    @Default("'[R]'") String rMode,
    @Default("'[S]'") String sMode,
    @Default("'[X]'") String xMode,
    @Default("joined") Documents documents) {

  private static final String DIFFERENT = "must differ from the tokens of the other modes";

  /** Checks the ranges. */
  public Ul2Settings {
    Checks.of(Ul2Settings.class)
        .notNegative("rWeight", rWeight)
        .notNegative("sWeight", sWeight)
        .notNegative("xWeight", xWeight)
        .require(
            rWeight + sWeight + xWeight > 0,
            "rWeight",
            rWeight,
            "must be above 0 where s_weight and x_weight are 0")
        .notBlank("rMode", rMode)
        .notBlank("sMode", sMode)
        .notBlank("xMode", xMode)
        .require(!rMode.equals(sMode), "sMode", sMode, DIFFERENT)
        .require(!rMode.equals(xMode) && !sMode.equals(xMode), "xMode", xMode, DIFFERENT)
        .done();
  }

  /**
   * The id of a mode's token.
   *
   * @throws IllegalArgumentException if the tokenizer lacks it
   */
  int id(String mode, TokenizerInfo tokenizer) {
    return tokenizer
        .id(mode)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot create objective ul2: mode=%s is none of the tokenizer's; each mode needs one; prepare the corpus with this run file, which adds it"
                        .formatted(mode)));
  }
}
