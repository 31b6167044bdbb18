package dev.heddle.models.gemma2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.DecoderProvider;
import dev.heddle.models.decoder.SandwichConfig;
import dev.heddle.models.decoder.SandwichPlan;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.registry.ClassNames;

/**
 * Registers Gemma 2 (Gemma team 2024, arXiv:2408.00118) as {@code gemma2}; equal to Hugging Face's
 * {@code Gemma2ForCausalLM}.
 */
public final class Gemma2Provider extends DecoderProvider<Gemma2Settings> {
  private static final int PERIOD = 2;

  /** Called by {@link java.util.ServiceLoader}. */
  public Gemma2Provider() {
    super("gemma2", ClassNames.ofDecoder("Gemma2"), Gemma2Settings.class, 10_000);
  }

  @Override
  public Gemma2Settings fromHuggingFace(JsonNode config) {
    return super.fromHuggingFace(SandwichConfig.plain(config, PERIOD).config());
  }

  @Override
  protected void put(ObjectNode out, Gemma2Settings settings) {
    super.put(out, settings);
    SandwichConfig.complete(out, settings.pattern());
  }

  @Override
  protected RotarySettings rotary(Gemma2Settings settings) {
    return settings.ropeParameters();
  }

  @Override
  protected DecoderPlan plan(Gemma2Settings settings) {
    return new SandwichPlan(
        settings,
        settings.ropeParameters(),
        settings.ropeParameters(),
        SandwichPlan.HeadNorms.ABSENT);
  }
}
