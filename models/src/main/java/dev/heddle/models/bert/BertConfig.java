package dev.heddle.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigWriter;

/** BERT's {@code config.json} in and out. */
final class BertConfig {
  private BertConfig() {}

  static BertSettings settings(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("hidden_act", "gelu");
    in.only("position_embedding_type", "absolute");
    in.only("tie_word_embeddings", "true");
    in.only("is_decoder", "false");
    return new BertSettings(
        in.integer("hidden_size", 768),
        in.integer("intermediate_size", 3072),
        in.integer("num_hidden_layers", 12),
        in.integer("num_attention_heads", 12),
        in.integer("max_position_embeddings", 512),
        in.integer("type_vocab_size", 2),
        in.number("layer_norm_eps", 1e-12),
        in.number("initializer_range", 0.02));
  }

  static ObjectNode json(BertSettings settings, Vocabulary vocabulary) {
    ObjectNode out = ConfigWriter.start("BertForMaskedLM", BertProvider.MODEL_TYPE);
    out.put("hidden_size", settings.hiddenSize());
    out.put("intermediate_size", settings.intermediateSize());
    out.put("num_hidden_layers", settings.numHiddenLayers());
    out.put("num_attention_heads", settings.numAttentionHeads());
    out.put("max_position_embeddings", settings.maxPositionEmbeddings());
    out.put("type_vocab_size", settings.typeVocabSize());
    out.put("layer_norm_eps", settings.layerNormEps());
    out.put("initializer_range", settings.initializerRange());
    out.put("hidden_act", "gelu");
    out.put("position_embedding_type", "absolute");
    out.put("hidden_dropout_prob", 0.0);
    out.put("attention_probs_dropout_prob", 0.0);
    out.put("tie_word_embeddings", true);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }
}
