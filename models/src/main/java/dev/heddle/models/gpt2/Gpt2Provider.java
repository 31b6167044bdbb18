package dev.heddle.models.gpt2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.heads.TextArchitecture;
import dev.heddle.models.heads.TextModelProvider;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ClassNames;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import java.util.List;
import java.util.Map;

/** Registers GPT-2 as {@code gpt2}; its keys are the same in transformers 4 and 5. */
public final class Gpt2Provider extends TextModelProvider<Gpt2Settings> {
  static final String MODEL_TYPE = "gpt2";

  /** Called by {@link java.util.ServiceLoader}. */
  public Gpt2Provider() {
    super(MODEL_TYPE, new ClassNames("GPT2", "GPT2LMHeadModel"), Gpt2Settings.class);
  }

  @Override
  public Gpt2Settings fromHuggingFace(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("add_cross_attention", "false");
    return ConfigRecord.read(in, Gpt2Settings.class, Map.of());
  }

  @Override
  protected void put(ObjectNode out, Gpt2Settings settings) {
    ConfigRecord.write(out, settings);
  }

  @Override
  public String baseModelPrefix() {
    return Gpt2.PREFIX;
  }

  @Override
  public List<String> adapterTargets() {
    return List.of("c_attn");
  }

  /** Causal masks stood beside the weights in the files of transformers before 4.28. */
  @Override
  public boolean isBuffer(String tensor) {
    return tensor.endsWith(".attn.bias")
        || tensor.endsWith(".attn.masked_bias")
        || super.isBuffer(tensor);
  }

  @Override
  protected TextArchitecture architecture(Site site, Gpt2Settings settings, ModelRequest request) {
    return new Gpt2(site, settings, request);
  }
}
