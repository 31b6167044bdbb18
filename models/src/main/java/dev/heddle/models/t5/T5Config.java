package dev.heddle.models.t5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigWriter;

/**
 * T5's {@code config.json} in and out; absent keys mean the small model, as in transformers.
 *
 * <p>In transformers 4 {@code tie_word_embeddings} decides both whether the head is the embedding
 * table and whether hidden states are scaled before it. Version 5 writes {@code
 * scale_decoder_outputs} for the latter, and {@code tie_word_embeddings: true} whatever the weights
 * are. Both styles are read, and what is written suits both.
 */
final class T5Config {
  private static final String TIED = "tie_word_embeddings";
  private static final String SCALED = "scale_decoder_outputs";

  private T5Config() {}

  static T5Settings settings(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("is_decoder", "false");
    int layers = in.integer("num_layers", 6);
    boolean tied = in.flag(TIED, true);
    return new T5Settings(
        in.integer("d_model", 512),
        in.integer("d_kv", 64),
        in.integer("d_ff", 2048),
        layers,
        in.integer("num_decoder_layers", layers),
        in.integer("num_heads", 8),
        in.integer("relative_attention_num_buckets", 32),
        in.integer("relative_attention_max_distance", 128),
        in.number("dropout_rate", 0.1),
        in.number("classifier_dropout", 0.0),
        in.number("layer_norm_epsilon", 1e-6),
        in.number("initializer_factor", 1.0),
        feedForward(in),
        tied,
        in.flag(SCALED, tied),
        in.integer("decoder_start_token_id", in.integer("pad_token_id", 0)));
  }

  private static String feedForward(ConfigReader in) {
    String key = "feed_forward_proj";
    String form = in.text(key, "relu");
    in.require(
        FeedForwardForm.keys().contains(form),
        key,
        "Heddle computes one of " + String.join(", ", FeedForwardForm.keys()));
    // What newer configs say once more, and what would win in transformers if it were different.
    in.only("dense_act_fn", FeedForwardForm.activationKey(form));
    in.only("is_gated_act", String.valueOf(FeedForwardForm.isGated(form)));
    return form;
  }

  static ObjectNode json(T5Settings settings, Vocabulary vocabulary, Task task) {
    boolean pairs = task instanceof Task.LanguageModelling;
    ObjectNode out =
        ConfigWriter.start(
            pairs ? "T5ForConditionalGeneration" : "T5EncoderModel", T5Provider.MODEL_TYPE);
    out.put("is_encoder_decoder", pairs);
    putSizes(out, settings);
    out.put("dropout_rate", settings.dropoutRate());
    out.put("classifier_dropout", settings.classifierDropout());
    out.put("layer_norm_epsilon", settings.layerNormEpsilon());
    out.put("initializer_factor", settings.initializerFactor());
    out.put("feed_forward_proj", settings.feedForwardProj());
    out.put(TIED, settings.tieWordEmbeddings());
    out.put(SCALED, settings.scaleDecoderOutputs());
    ConfigWriter.putVocabulary(out, vocabulary);
    out.put("decoder_start_token_id", settings.decoderStartTokenId());
    return out;
  }

  private static void putSizes(ObjectNode out, T5Settings settings) {
    out.put("d_model", settings.dModel());
    out.put("d_kv", settings.dKv());
    out.put("d_ff", settings.dFf());
    out.put("num_layers", settings.numLayers());
    out.put("num_decoder_layers", settings.numDecoderLayers());
    out.put("num_heads", settings.numHeads());
    out.put("relative_attention_num_buckets", settings.relativeAttentionNumBuckets());
    out.put("relative_attention_max_distance", settings.relativeAttentionMaxDistance());
  }
}
