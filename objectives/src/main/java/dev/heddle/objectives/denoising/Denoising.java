package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.TokenLoss;
import dev.heddle.models.layers.Layer;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TokenObjective;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Training on texts of which something was taken out: the model reads the rest and writes what is
 * missing (Raffel et al., "Exploring the Limits of Transfer Learning with a Unified Text-to-Text
 * Transformer", 2020).
 *
 * <pre>  loss = 1/T · Σ_texts Σ_i −log p(target i | source, target 1 … i−1)</pre>
 *
 * <p>T counts all tokens of the targets, sentinels and ends of sequence included. Nothing is
 * padded: sources and targets are {@code [tokens]}, hidden states {@code [tokens, width]}.
 *
 * @see SpanDenoiser what is taken out in span corruption
 */
final class Denoising implements TokenObjective<DenoisingBatch> {

  private static final String ACCURACY = "accuracy";

  private final String name;
  private final Class<? extends LanguageModel> modelType;
  private final TokenizerInfo tokenizer;
  private final Documents documents;
  private final Denoiser denoiser;
  private final int end;

  /**
   * @param name of the loss
   * @param modelType what reads and writes
   * @param tokenizer with an end of sequence
   * @param documents what a text is
   * @param denoiser takes out
   */
  Denoising(
      String name,
      Class<? extends LanguageModel> modelType,
      TokenizerInfo tokenizer,
      Documents documents,
      Denoiser denoiser) {
    this.name = name;
    this.modelType = modelType;
    this.tokenizer = tokenizer;
    this.documents = documents;
    this.denoiser = denoiser;
    this.end = DenoisingTokens.end(tokenizer);
  }

  @Override
  public Class<? extends Model> modelType() {
    return modelType;
  }

  @Override
  public Optional<Layer> open(Workplace place) {
    Layout.requireWriter(place.model());
    return Optional.empty();
  }

  @Override
  public LossSums zero() {
    return new LossSums(Map.of(name, Sum.ZERO), Map.of(ACCURACY, Sum.ZERO));
  }

  @Override
  public DenoisingBatch collate(List<EpochSample> samples, Occasion occasion) {
    List<Denoised> texts = new ArrayList<>();
    for (EpochSample use : samples) {
      List<int[]> found = documents.texts(use.sample(), tokenizer);
      for (int text = 0; text < found.size(); text++) {
        String key = "-" + text;
        denoiser
            .denoise(found.get(text), purpose -> occasion.random(use, purpose + key))
            .map(denoised -> withNoise(denoised, use, key, occasion))
            .ifPresent(texts::add);
      }
    }
    return new DenoisingBatch(name, samples, texts);
  }

  private static Denoised withNoise(Denoised text, EpochSample use, String key, Occasion occasion) {
    return new Denoised(
        text.source(),
        text.target(),
        occasion.noise(use, "source" + key, 0, text.read()),
        occasion.noise(use, "target" + key, 0, text.written()));
  }

  @Override
  public LossSums step(DenoisingBatch batch, Step step) {
    if (batch.texts().isEmpty()) {
      return zero(); // nothing was taken out of anything: no gradient
    }
    Scored scored = scored(batch, step);
    TokenLoss loss = scored.loss(step.model(LanguageModel.class));
    step.backward().accumulate(name, loss.sum());
    return new LossSums(
        Map.of(name, new Sum(loss.sum().getFloat(), scored.count())),
        Map.of(ACCURACY, new Sum(loss.correct().getLong(), scored.count())));
  }

  @Override
  public Scored scored(DenoisingBatch batch, Step step) {
    Layout layout = Layout.of(batch.texts(), end, step.model(LanguageModel.class));
    return new Scored(layout.hidden(step.scope()), layout.rows(), layout.labels());
  }

  @Override
  public List<Guess> guesses(DenoisingBatch batch, Step step, int limit) {
    if (batch.texts().isEmpty()) {
      return List.of();
    }
    LanguageModel model = step.model(LanguageModel.class);
    Layout layout = Layout.of(batch.texts(), end, model);
    return new DenoisingGuesses(layout, tokenizer::isSpecial, end, limit).of(model, step.scope());
  }
}
