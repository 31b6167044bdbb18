package dev.heddle.objectives.denoising;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.examples.TextSettings;
import dev.heddle.models.LanguageModel;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.Optional;

/** {@code objective: {type: ul2}}. */
public final class Ul2Provider implements ObjectiveProvider<Ul2Settings> {

  private static final String NAME = "ul2";

  /** The mode's token and the end of sequence. */
  private static final int AROUND = 2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<Ul2Settings> settingsType() {
    return Ul2Settings.class;
  }

  @Override
  public List<String> addedTokens(Ul2Settings settings, TokenizerInfo present) {
    return DenoisingTokens.of(present, settings.rMode(), settings.sMode(), settings.xMode());
  }

  /** The longest source is a text of which the sequential denoiser took one token. */
  @Override
  public Optional<Record> exampleSettings(Ul2Settings settings, DatasetSettings dataset) {
    return Optional.of(new TextSettings(Optional.of(dataset.maxSeqLength() + 1 - AROUND)));
  }

  @Override
  public Objective<?> create(Ul2Settings settings, DataInfo data) {
    return new Denoising(
        NAME,
        LanguageModel.class,
        data.tokenizer(),
        settings.documents(),
        new Ul2(settings, data.tokenizer()));
  }
}
