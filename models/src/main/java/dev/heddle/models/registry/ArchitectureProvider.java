package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.Variant;
import dev.heddle.models.Model;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;

/**
 * An architecture by name, found through {@link java.util.ServiceLoader}; {@link #name} is what
 * {@code model.architecture} says in a run file.
 *
 * @param <S> its sizes, with the keys of Hugging Face's config
 */
public interface ArchitectureProvider<S extends Record> extends Variant<S> {
  /** Hugging Face's {@code model_type}. */
  String modelType();

  /**
   * Reads a Hugging Face config.
   *
   * @throws IllegalArgumentException when it asks for something this architecture does not compute
   */
  S fromHuggingFace(JsonNode config);

  /** The vocabulary a Hugging Face config describes. */
  Vocabulary vocabulary(JsonNode config);

  /** A Hugging Face config that {@code transformers} loads without warnings. */
  ObjectNode toHuggingFace(S settings, Vocabulary vocabulary);

  /** A model with fresh parameters, a pure function of {@code seed} and names. */
  Model create(
      S settings, Vocabulary vocabulary, TensorEngine engine, Precision precision, long seed);
}
