package dev.heddle.objectives.classification;

import dev.heddle.data.examples.LabelForm;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;

/** {@code objective: {type: sequence_classification}}. */
public final class SequenceClassificationProvider
    implements ObjectiveProvider<SequenceClassificationSettings> {

  @Override
  public String name() {
    return "sequence_classification";
  }

  @Override
  public Class<SequenceClassificationSettings> settingsType() {
    return SequenceClassificationSettings.class;
  }

  @Override
  public String examples() {
    return LabelForm.NAME;
  }

  @Override
  public Objective<?> create(SequenceClassificationSettings settings, DataInfo data) {
    if (data.labels().size() < 2) {
      throw new IllegalArgumentException(
          "Cannot create objective sequence_classification: labels=%s; there must be at least 2; name the column that holds them by dataset.label_column"
              .formatted(data.labels()));
    }
    return new SequenceClassification(settings, data.labels());
  }
}
