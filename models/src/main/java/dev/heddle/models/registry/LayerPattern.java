package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Which layers of a model see whole sequences where the others see a window only: one layer of
 * every {@code period}. Configs name it by the period or, since transformers 5, by the list {@code
 * layer_types}.
 *
 * @param period how many layers a group has
 * @param place which of a group's layers sees the whole sequence
 */
public record LayerPattern(int period, Place place) {
  /** What transformers calls a layer that sees the whole sequence. */
  public static final String FULL = "full_attention";

  /** What transformers calls a layer that sees a window. */
  public static final String SLIDING = "sliding_attention";

  /** The layer of a group that sees the whole sequence. */
  public enum Place {
    /** As in ModernBERT. */
    FIRST,
    /** As in Gemma. */
    LAST
  }

  /** Whether layer {@code index}, counted from 0, sees the whole sequence. */
  public boolean isGlobal(int index) {
    int offset = place == Place.FIRST ? 0 : period - 1;
    return index % period == offset;
  }

  /** The value of {@code layer_types} for a model of so many layers. */
  public ArrayNode layerTypes(int layers) {
    ArrayNode types = JsonNodeFactory.instance.arrayNode();
    for (int index = 0; index < layers; index++) {
      types.add(isGlobal(index) ? FULL : SLIDING);
    }
    return types;
  }

  /**
   * The period of a config of {@code layers} layers: that under {@code periodKey} or its default
   * where {@code layer_types} says nothing else, otherwise the smallest that gives the list.
   *
   * @throws IllegalArgumentException when no period gives the list
   */
  public static int period(
      ConfigReader in, String periodKey, int otherwise, int layers, Place place) {
    int named = in.integer(periodKey, otherwise);
    in.require(named > 0, periodKey, "must be above 0");
    JsonNode types = in.config().path("layer_types");
    if (!types.isArray() || types.equals(new LayerPattern(named, place).layerTypes(layers))) {
      return named;
    }
    for (int period = 1; period <= layers + 1; period++) {
      if (types.equals(new LayerPattern(period, place).layerTypes(layers))) {
        return period;
      }
    }
    in.require(
        false,
        "layer_types",
        "Heddle computes full_attention in every n-th layer, the %s of each n"
            .formatted(place == Place.FIRST ? "first" : "last"));
    throw new AssertionError("a rule that never holds was accepted");
  }
}
