package dev.heddle.objectives.denoising;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.examples.TextSettings;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.Optional;

/** {@code objective: {type: span_corruption}}. */
public final class SpanCorruptionProvider implements ObjectiveProvider<SpanCorruptionSettings> {

  private static final String NAME = "span_corruption";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<SpanCorruptionSettings> settingsType() {
    return SpanCorruptionSettings.class;
  }

  @Override
  public List<String> addedTokens(SpanCorruptionSettings settings, TokenizerInfo present) {
    return DenoisingTokens.of(present);
  }

  /** Packs hold as many tokens of text as fill the encoder's input. */
  @Override
  public Optional<Record> exampleSettings(
      SpanCorruptionSettings settings, DatasetSettings dataset) {
    int packLength = settings.rule().rawLength(dataset.maxSeqLength());
    return Optional.of(new TextSettings(Optional.of(packLength)));
  }

  @Override
  public Objective<?> create(SpanCorruptionSettings settings, DataInfo data) {
    Sentinels sentinels = Sentinels.of(data.tokenizer());
    return new Denoising(
        NAME,
        SequenceToSequenceModel.class,
        data.tokenizer(),
        settings.documents(),
        new SpanDenoiser(settings.rule(), settings.roll(), sentinels));
  }
}
