package dev.heddle.objectives.classification;

import dev.heddle.data.examples.TokenLabelForm;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;

/** {@code objective: {type: token_classification}}. */
public final class TokenClassificationProvider
    implements ObjectiveProvider<TokenClassificationSettings> {

  @Override
  public String name() {
    return "token_classification";
  }

  @Override
  public Class<TokenClassificationSettings> settingsType() {
    return TokenClassificationSettings.class;
  }

  @Override
  public String examples() {
    return TokenLabelForm.NAME;
  }

  @Override
  public Objective<?> create(TokenClassificationSettings settings, DataInfo data) {
    if (data.labels().size() < 2) {
      throw new IllegalArgumentException(
          "Cannot create objective token_classification: labels=%s; there must be at least 2; name the field that holds them by dataset.columns.tags"
              .formatted(data.labels()));
    }
    return new TokenClassification(settings, data.labels());
  }
}
