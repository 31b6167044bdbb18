package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import java.util.Optional;

/** Texts cut to {@code max_seq_length} and packed: {@code text}. */
public final class TextForm implements ExampleForm<TextSettings> {

  /** The form's name. */
  public static final String NAME = "text";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<TextSettings> settingsType() {
    return TextSettings.class;
  }

  @Override
  public TextSettings defaults() {
    return new TextSettings(Optional.empty());
  }

  @Override
  public Examples examples(DatasetSettings dataset, TextSettings settings) {
    UnusedKeys.refuseLabels(dataset);
    UnusedKeys.refuseColumns(dataset);
    return TextExamples.of(dataset, settings);
  }
}
