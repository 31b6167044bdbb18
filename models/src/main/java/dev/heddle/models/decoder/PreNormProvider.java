package dev.heddle.models.decoder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.registry.ClassNames;

/**
 * A family of decoders with Llama's layers.
 *
 * @param <S> its settings
 */
public abstract class PreNormProvider<S extends Record & DecoderSettings>
    extends DecoderProvider<S> {
  private static final String HEAD_WIDTH = "head_dim";

  /** See {@link DecoderProvider}. */
  protected PreNormProvider(String name, ClassNames classes, Class<S> settingsType, double theta) {
    super(name, classes, settingsType, theta);
  }

  @Override
  protected final RotarySettings rotary(S settings) {
    return settings.ropeParameters();
  }

  @Override
  protected final void put(ObjectNode out, S settings) {
    super.put(out, settings);
    if (out.path(HEAD_WIDTH).isNull()) {
      out.remove(HEAD_WIDTH); // transformers computes with null where it scales positions
    }
  }
}
