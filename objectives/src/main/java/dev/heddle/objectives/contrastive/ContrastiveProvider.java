package dev.heddle.objectives.contrastive;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.examples.PairForm;
import dev.heddle.data.examples.PairSettings;
import dev.heddle.models.Pooling;
import dev.heddle.models.SentenceEncoding;
import dev.heddle.models.SentencePooling;
import dev.heddle.models.SentencePrompts;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import java.util.Optional;

/** {@code objective: {type: contrastive}}. */
public final class ContrastiveProvider implements ObjectiveProvider<ContrastiveSettings> {

  @Override
  public String name() {
    return "contrastive";
  }

  @Override
  public Class<ContrastiveSettings> settingsType() {
    return ContrastiveSettings.class;
  }

  @Override
  public String examples() {
    return PairForm.NAME;
  }

  @Override
  public Optional<Record> exampleSettings(ContrastiveSettings settings, DatasetSettings dataset) {
    return Optional.of(new PairSettings(settings.queryPrompt(), settings.documentPrompt()));
  }

  /** Without prompts nothing is left out of a mean. */
  @Override
  public Optional<SentenceEncoding> sentences(ContrastiveSettings settings) {
    String query = settings.queryPrompt();
    String document = settings.documentPrompt();
    boolean pooled = settings.pooling() != Pooling.MEAN || (query.isEmpty() && document.isEmpty());
    return Optional.of(
        new SentenceEncoding(
            new SentencePooling(settings.pooling(), true),
            new SentencePrompts(query, document, pooled),
            settings.attention().visibility()));
  }

  @Override
  public Objective<?> create(ContrastiveSettings settings, DataInfo data) {
    return new Contrastive(settings, new WordSearch(data.tokenizer()));
  }
}
