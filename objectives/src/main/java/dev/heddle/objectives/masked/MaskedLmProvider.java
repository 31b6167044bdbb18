package dev.heddle.objectives.masked;

import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TokenizerInfo;

/** {@code objective: {type: mlm}}. */
public final class MaskedLmProvider implements ObjectiveProvider<MaskedLmSettings> {

  @Override
  public String name() {
    return "mlm";
  }

  @Override
  public Class<MaskedLmSettings> settingsType() {
    return MaskedLmSettings.class;
  }

  @Override
  public Objective<?> create(MaskedLmSettings settings, DataInfo data) {
    TokenizerInfo tokenizer = data.tokenizer();
    int mask =
        tokenizer
            .special()
            .mask()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot create objective mlm: tokenizer mask token=none; masked language"
                            + " modelling needs one; use a tokenizer with [MASK] or <mask>"));
    return new MaskedLm(settings, selection(settings, tokenizer), tokenizer, mask);
  }

  private static Selection selection(MaskedLmSettings settings, TokenizerInfo tokenizer) {
    int limit = settings.maxPredictionsPerSeq().orElse(Integer.MAX_VALUE);
    return switch (settings.selection()) {
      case INDEPENDENT -> new IndependentSelection();
      case EXACT_COUNT -> new ExactCountSelection(limit);
      case WHOLE_WORD ->
          new WholeWordSelection(tokenizer.words().get(), new ExactCountSelection(limit));
    };
  }
}
