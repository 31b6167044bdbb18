package dev.heddle.models.gemma3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.DecoderProvider;
import dev.heddle.models.decoder.SandwichConfig;
import dev.heddle.models.decoder.SandwichPlan;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.registry.ClassNames;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import java.util.Map;

/**
 * Registers the text model of Gemma 3 (Gemma team 2025, arXiv:2503.19786) as {@code gemma3_text};
 * equal to Hugging Face's {@code Gemma3ForCausalLM}. It departs from Gemma 2 in normed queries and
 * keys, straight scores and positions of their own in local layers.
 */
public final class Gemma3Provider extends DecoderProvider<Gemma3Settings> {
  private static final int PERIOD = 6;

  /** Called by {@link java.util.ServiceLoader}. */
  public Gemma3Provider() {
    super(
        "gemma3_text",
        new ClassNames("Gemma3Text", "Gemma3ForCausalLM"),
        Gemma3Settings.class,
        Gemma3Rotary.GLOBAL);
  }

  @Override
  public Gemma3Settings fromHuggingFace(JsonNode config) {
    ConfigReader in = SandwichConfig.plain(config, PERIOD);
    in.require(
        in.number("attn_logit_softcapping", 0) == 0,
        "attn_logit_softcapping",
        "Heddle computes null only, as transformers ignores it in this family");
    return ConfigRecord.read(
        in, Gemma3Settings.class, Map.of("ropeParameters", Gemma3Rotary.read(in)));
  }

  @Override
  protected void put(ObjectNode out, Gemma3Settings settings) {
    super.put(out, settings);
    SandwichConfig.complete(out, settings.pattern());
    Gemma3Rotary.write(out, settings.ropeParameters());
  }

  @Override
  protected boolean classifiesTokens() {
    return false;
  }

  @Override
  public Map<String, String> advice() {
    return Map.of(
        "gemma3",
        "it reads images besides text, of which Heddle computes the text model alone; put its language_model into a Gemma3ForCausalLM of its text_config with transformers, save that and use the new folder");
  }

  @Override
  protected RotarySettings rotary(Gemma3Settings settings) {
    return settings.ropeParameters().fullAttention();
  }

  @Override
  protected DecoderPlan plan(Gemma3Settings settings) {
    return new SandwichPlan(
        settings,
        settings.ropeParameters().fullAttention(),
        settings.ropeParameters().slidingAttention(),
        SandwichPlan.HeadNorms.PRESENT);
  }
}
