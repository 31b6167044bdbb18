package dev.heddle.models.decoder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.attention.RotarySettings;

/**
 * A family of decoders with Llama's layers.
 *
 * @param <S> its settings
 */
public abstract class PreNormProvider<S extends Record & DecoderSettings>
    extends DecoderProvider<S> {
  private static final String HEAD_WIDTH = "head_dim";

  /** See {@link DecoderProvider}. */
  protected PreNormProvider(String name, String architecture, Class<S> settingsType, double theta) {
    super(name, architecture, settingsType, theta);
  }

  @Override
  protected final RotarySettings rotary(S settings) {
    return settings.ropeParameters();
  }

  @Override
  public final ObjectNode toHuggingFace(S settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = super.toHuggingFace(settings, vocabulary, task);
    if (out.path(HEAD_WIDTH).isNull()) {
      out.remove(HEAD_WIDTH); // transformers computes with null where it scales positions
    }
    return out;
  }
}
