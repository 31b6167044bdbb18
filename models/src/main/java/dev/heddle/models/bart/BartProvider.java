package dev.heddle.models.bart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.AbstractArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import dev.heddle.models.registry.ConfigWriter;
import java.util.List;
import java.util.Map;

/** Registers BART as {@code bart}; its keys are the same in transformers 4 and 5. */
public final class BartProvider extends AbstractArchitectureProvider<BartSettings> {
  static final String MODEL_TYPE = "bart";
  private static final String FORCED_START = "forced_bos_token_id";

  /** Called by {@link java.util.ServiceLoader}. */
  public BartProvider() {
    super(MODEL_TYPE, BartSettings.class);
  }

  @Override
  public BartSettings fromHuggingFace(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("tie_word_embeddings", "true");
    in.only("is_decoder", "false");
    in.only("normalize_before", "false");
    in.only("normalize_embedding", "true");
    in.only("add_final_layer_norm", "false");
    return ConfigRecord.read(in, BartSettings.class, Map.of());
  }

  @Override
  public ObjectNode toHuggingFace(BartSettings settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start("BartForConditionalGeneration", MODEL_TYPE);
    out.put("is_encoder_decoder", true);
    ConfigRecord.write(out, settings);
    if (settings.forcedBosTokenId().isEmpty()) {
      out.remove(FORCED_START);
    }
    out.put("tie_word_embeddings", true);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public String baseModelPrefix() {
    return "model";
  }

  /** Files of the base model alone, and older ones, have none; it is 0 then. */
  @Override
  public boolean mayBeAbsent(String parameter) {
    return parameter.equals(Bart.LOGITS_BIAS);
  }

  @Override
  public List<String> adapterTargets() {
    return List.of("q_proj", "v_proj");
  }

  @Override
  public Model create(BartSettings settings, ModelRequest request) {
    if (!(request.task() instanceof Task.LanguageModelling)) {
      throw refused(request.task(), "it has a head for language modelling");
    }
    return new Bart(request.site(), settings, request);
  }
}
