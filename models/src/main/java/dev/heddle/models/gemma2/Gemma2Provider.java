package dev.heddle.models.gemma2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.decoder.DecoderPlan;
import dev.heddle.models.decoder.DecoderProvider;
import dev.heddle.models.decoder.SandwichConfig;
import dev.heddle.models.decoder.SandwichPlan;
import dev.heddle.models.layers.attention.RotarySettings;

/**
 * Registers Gemma 2 (Gemma team 2024, arXiv:2408.00118) as {@code gemma2}; equal to Hugging Face's
 * {@code Gemma2ForCausalLM} without dropout.
 */
public final class Gemma2Provider extends DecoderProvider<Gemma2Settings> {
  private static final int PERIOD = 2;

  /** Called by {@link java.util.ServiceLoader}. */
  public Gemma2Provider() {
    super("gemma2", "Gemma2ForCausalLM", Gemma2Settings.class, 10_000);
  }

  @Override
  public Gemma2Settings fromHuggingFace(JsonNode config) {
    return super.fromHuggingFace(SandwichConfig.plain(config, PERIOD).config());
  }

  @Override
  public ObjectNode toHuggingFace(Gemma2Settings settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = super.toHuggingFace(settings, vocabulary, task);
    SandwichConfig.complete(out, settings.pattern());
    return out;
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
