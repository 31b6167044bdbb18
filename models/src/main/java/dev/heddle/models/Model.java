package dev.heddle.models;

import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import java.util.List;
import java.util.Map;

/**
 * A network with its parameters on one engine. Closing it frees the parameters. Used by the
 * engine's thread only.
 */
public interface Model extends AutoCloseable {
  /** Hugging Face's {@code model_type}, such as {@code modernbert}. */
  String modelType();

  /** The architecture's sizes. */
  Record settings();

  /** What its head is for. */
  Task task();

  /** The vocabulary it was made for. */
  Vocabulary vocabulary();

  /** The width of a token's vector. */
  int width();

  /** The longest sequence it takes, in tokens. */
  int maximumLength();

  /** The tree of layers. */
  Layer root();

  /** All parameters in a fixed order, tied ones once. */
  default List<Parameter> parameters() {
    return root().parameters();
  }

  /**
   * Names by which Hugging Face's files may call parameters that are tied to another name, to the
   * parameter's own: {@code lm_head.weight} to {@code model.embed_tokens.weight} where the head
   * predicts with the embedding table.
   */
  default Map<String, String> tiedNames() {
    return Map.of();
  }

  /** What it computes on. */
  TensorEngine engine();

  /** What it computes in. */
  Precision precision();

  @Override
  void close();
}
