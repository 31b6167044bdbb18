package dev.heddle.models.generation;

import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.engine.GradientMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Has a model write texts: prompts are read by one packed forward pass, then every step computes
 * one token of each sequence against the cache. There is no padding; a text does not depend on what
 * is written beside it, and sequences that ended are no longer computed.
 */
public final class Generator {
  private final LanguageModel model;
  private final GenerationSettings settings;

  /**
   * A generator for a model that stays the caller's.
   *
   * @throws IllegalArgumentException when the model writes no texts, or settings name tokens
   *     outside the vocabulary
   */
  public Generator(LanguageModel model, GenerationSettings settings) {
    this.model = model;
    this.settings = settings;
    requireWriter();
    requireTokens(model.vocabulary().size());
  }

  private void requireWriter() {
    if (!(model instanceof CausalLanguageModel || model instanceof SequenceToSequenceModel)) {
      throw new IllegalArgumentException(
          "Cannot generate: model_type=%s; it predicts masked tokens and writes no texts; use a decoder or an encoder-decoder"
              .formatted(model.modelType()));
    }
  }

  private void requireTokens(int vocabulary) {
    Stream<Integer> named =
        Stream.of(
                settings.decoderStartTokenId(),
                settings.forcedBosTokenId(),
                settings.forcedEosTokenId())
            .flatMap(Optional::stream);
    Stream.concat(settings.eosTokenId().stream(), named)
        .filter(token -> token >= vocabulary)
        .findFirst()
        .ifPresent(
            token -> {
              throw new IllegalArgumentException(
                  "Cannot generate: token=%d; the model's vocabulary ends at %d; use the generation_config.json that belongs to the model"
                      .formatted(token, vocabulary - 1));
            });
  }

  /** Writes a text for each prompt. */
  public List<Generation> generate(List<int[]> prompts) {
    return generate(prompts, (prompt, token) -> {});
  }

  /**
   * Writes a text for each prompt.
   *
   * @param prompts token ids, special tokens at their ends included
   * @return in the order of {@code prompts}
   * @throws IllegalArgumentException when a prompt is empty, has unknown tokens or leaves no room
   *     for a text
   */
  public List<Generation> generate(List<int[]> prompts, TokenListener listener) {
    List<Text> texts =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new Text(i, limit(i, prompts.get(i)), settings))
            .toList();
    if (!prompts.isEmpty()) {
      write(prompts, texts, listener);
    }
    return texts.stream().map(Text::generation).toList();
  }

  private int limit(int number, int[] prompt) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException(
          "Cannot generate: prompt %d has 0 tokens; a text goes on from at least 1; give it text or a token that starts texts"
              .formatted(number));
    }
    int given = model instanceof SequenceToSequenceModel ? 1 : prompt.length;
    int room = model.maximumLength() - given;
    int limit = Math.min(settings.newTokens(given), room);
    if (limit < 1) {
      throw new IllegalArgumentException(
          "Cannot generate: prompt %d has %d tokens; %s leaves no room for a text; shorten the prompt"
              .formatted(number, prompt.length, bound(room)));
    }
    return limit;
  }

  private String bound(int room) {
    return room < 1
        ? "the model's length of %d tokens".formatted(model.maximumLength())
        : "max_length=%d".formatted(settings.maxLength().orElseThrow());
  }

  private Writer writer(PackedTokens prompts) {
    if (model instanceof SequenceToSequenceModel pairs) {
      int start = settings.decoderStartTokenId().orElse(pairs.decoderStart());
      return new TargetWriter(pairs, prompts, start);
    }
    return new CausalWriter((CausalLanguageModel) model, prompts);
  }

  /** Sequences of equal length are neighbours, so that reading them is few attention calls. */
  private void write(List<int[]> prompts, List<Text> texts, TokenListener listener) {
    int[] lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
    int[] order = PackedTokens.orderByLength(lengths);
    int[] ids = Arrays.stream(order).mapToObj(prompts::get).flatMapToInt(Arrays::stream).toArray();
    int[] sorted = Arrays.stream(order).map(i -> lengths[i]).toArray();
    List<Text> open = Arrays.stream(order).mapToObj(texts::get).toList();
    try (GradientMode paused = model.engine().autograd().paused();
        Writer writer = writer(new PackedTokens(ids, sorted))) {
      new Steps(writer, model.engine(), settings, listener).run(open);
    }
  }
}
