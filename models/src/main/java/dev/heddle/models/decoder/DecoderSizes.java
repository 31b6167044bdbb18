package dev.heddle.models.decoder;

import dev.heddle.configs.Checks;
import java.util.Optional;

/** The sizes that all decoders with grouped queries have, under Hugging Face's names. */
public record DecoderSizes(
    int hiddenSize,
    int intermediateSize,
    int numHiddenLayers,
    int numAttentionHeads,
    Optional<Integer> numKeyValueHeads,
    Optional<Integer> headDim,
    int maxPositionEmbeddings) {

  /** The rules of a settings record with these sizes, to which it may add its own. */
  public Checks checks(Class<? extends Record> settings) {
    Checks checks =
        Checks.of(settings)
            .positive("hiddenSize", hiddenSize)
            .positive("intermediateSize", intermediateSize)
            .positive("numHiddenLayers", numHiddenLayers)
            .positive("numAttentionHeads", numAttentionHeads)
            .positive("numKeyValueHeads", keyValueHeads())
            .positive("maxPositionEmbeddings", maxPositionEmbeddings);
    if (numAttentionHeads > 0 && keyValueHeads() > 0) {
      checks.require(
          numAttentionHeads % keyValueHeads() == 0,
          "numKeyValueHeads",
          keyValueHeads(),
          "must divide num_attention_heads (%d)".formatted(numAttentionHeads));
      checks.require(
          headWidth() > 0 && headWidth() % 2 == 0,
          "headDim",
          headWidth(),
          "must be even and above 0, because rotary positions turn pairs; by default it is hidden_size / num_attention_heads");
    }
    return checks;
  }

  /** The same for families that transformers loads in whole heads only. */
  public Checks checksOfWholeHeads(Class<? extends Record> settings) {
    return checks(settings)
        .require(
            numAttentionHeads < 1 || hiddenSize % numAttentionHeads == 0,
            "hiddenSize",
            hiddenSize,
            "must be a multiple of num_attention_heads (%d), or transformers refuses the config"
                .formatted(numAttentionHeads));
  }

  /** How many heads of keys and values; as many as of queries where the config does not say. */
  public int keyValueHeads() {
    return numKeyValueHeads.orElse(numAttentionHeads);
  }

  /** The width of a head; all together are as wide as a token where the config does not say. */
  public int headWidth() {
    return headDim.orElse(hiddenSize / numAttentionHeads);
  }
}
