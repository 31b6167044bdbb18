package dev.heddle.models.modernbert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Pooling;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.LayerPattern;
import java.util.Locale;

/**
 * ModernBERT's {@code config.json} in and out. transformers 5 replaced {@code global_rope_theta},
 * {@code local_rope_theta} and {@code global_attn_every_n_layers} by {@code rope_parameters} and
 * {@code layer_types}; both styles are read and both are written, so that either version loads the
 * same model.
 */
final class ModernBertConfig {
  private static final String GLOBAL = LayerPattern.FULL;
  private static final String LOCAL = LayerPattern.SLIDING;

  private ModernBertConfig() {}

  static ModernBertSettings settings(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("hidden_activation", "gelu");
    in.only("classifier_activation", "gelu");
    in.only("tie_word_embeddings", "true");
    int layers = in.integer("num_hidden_layers", 22);
    return new ModernBertSettings(
        in.integer("hidden_size", 768),
        in.integer("intermediate_size", 1152),
        layers,
        in.integer("num_attention_heads", 12),
        in.integer("max_position_embeddings", 8192),
        in.integer("local_attention", 128),
        LayerPattern.period(in, "global_attn_every_n_layers", 3, layers, LayerPattern.Place.FIRST),
        theta(in, GLOBAL, "global_rope_theta", 160_000),
        theta(in, LOCAL, "local_rope_theta", 10_000),
        in.number("norm_eps", 1e-5),
        in.flag("norm_bias", false),
        in.flag("attention_bias", false),
        in.flag("mlp_bias", false),
        in.flag("classifier_bias", false),
        in.flag("decoder_bias", true),
        in.number("initializer_range", 0.02),
        in.number("initializer_cutoff_factor", 2.0),
        in.number("attention_dropout", 0),
        in.number("embedding_dropout", 0),
        in.number("mlp_dropout", 0),
        in.number("classifier_dropout", 0),
        pooling(in));
  }

  private static Pooling pooling(ConfigReader in) {
    String name = in.text("classifier_pooling", "cls");
    in.require(
        name.equals("cls") || name.equals("mean"), "classifier_pooling", "must be cls or mean");
    return name.equals("cls") ? Pooling.CLS : Pooling.MEAN;
  }

  private static double theta(ConfigReader in, String kind, String oldKey, double otherwise) {
    JsonNode rotary = in.config().path("rope_parameters").path(kind);
    if (rotary.isMissingNode()) {
      return in.number(oldKey, otherwise);
    }
    ConfigReader inner = new ConfigReader(rotary);
    inner.only("rope_type", "default");
    return inner.number("rope_theta", in.number(oldKey, otherwise));
  }

  static void put(ObjectNode out, ModernBertSettings settings) {
    out.put("hidden_size", settings.hiddenSize());
    out.put("intermediate_size", settings.intermediateSize());
    out.put("num_hidden_layers", settings.numHiddenLayers());
    out.put("num_attention_heads", settings.numAttentionHeads());
    out.put("max_position_embeddings", settings.maxPositionEmbeddings());
    out.put("hidden_activation", "gelu");
    out.put("classifier_activation", "gelu");
    putAttention(out, settings);
    putNorms(out, settings);
    putDropout(out, settings);
    out.put("classifier_pooling", settings.classifierPooling().name().toLowerCase(Locale.ROOT));
    out.put("tie_word_embeddings", true);
  }

  private static void putAttention(ObjectNode out, ModernBertSettings settings) {
    out.put("local_attention", settings.localAttention());
    out.put("global_attn_every_n_layers", settings.globalAttnEveryNLayers());
    out.set("layer_types", settings.pattern().layerTypes(settings.numHiddenLayers()));
    out.put("global_rope_theta", settings.globalRopeTheta());
    out.put("local_rope_theta", settings.localRopeTheta());
    ObjectNode rotary = out.putObject("rope_parameters");
    rotary
        .putObject(GLOBAL)
        .put("rope_type", "default")
        .put("rope_theta", settings.globalRopeTheta());
    rotary
        .putObject(LOCAL)
        .put("rope_type", "default")
        .put("rope_theta", settings.localRopeTheta());
  }

  private static void putDropout(ObjectNode out, ModernBertSettings settings) {
    out.put("attention_dropout", settings.attentionDropout());
    out.put("embedding_dropout", settings.embeddingDropout());
    out.put("mlp_dropout", settings.mlpDropout());
    out.put("classifier_dropout", settings.classifierDropout());
  }

  private static void putNorms(ObjectNode out, ModernBertSettings settings) {
    out.put("norm_eps", settings.normEps());
    out.put("norm_bias", settings.normBias());
    out.put("attention_bias", settings.attentionBias());
    out.put("mlp_bias", settings.mlpBias());
    out.put("classifier_bias", settings.classifierBias());
    out.put("decoder_bias", settings.decoderBias());
    out.put("initializer_range", settings.initializerRange());
    out.put("initializer_cutoff_factor", settings.initializerCutoffFactor());
  }
}
