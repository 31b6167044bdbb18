package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.Variant;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * Settings with what the config left open settled by the weights beside it, such as whether the
   * head is the embedding table where a family's config does not tell. Whoever loads weights asks
   * for it before {@link #create}; most configs leave nothing open.
   *
   * @param tensors the names of all stored tensors
   */
  default S settled(S settings, Set<String> tensors) {
    return settings;
  }

  /** The vocabulary a Hugging Face config describes. */
  Vocabulary vocabulary(JsonNode config);

  /** A Hugging Face config that {@code transformers} loads without warnings. */
  ObjectNode toHuggingFace(S settings, Vocabulary vocabulary, Task task);

  /**
   * What stands before the names of the base model's tensors where there is a head, such as {@code
   * bert}; a file of the base model alone has the names without it.
   */
  String baseModelPrefix();

  /**
   * Whether files may hold a tensor of this name that is no parameter but computed anew, such as
   * position numbers or causal masks that older versions of {@code transformers} stored.
   */
  default boolean isBuffer(String tensor) {
    return tensor.endsWith("position_ids")
        || tensor.endsWith("token_type_ids")
        || tensor.endsWith("rotary_emb.inv_freq");
  }

  /**
   * Whether files may lack this parameter, which then keeps its first values, as a layer that only
   * some of transformers' classes have.
   */
  default boolean mayBeAbsent(String parameter) {
    return false;
  }

  /**
   * The linear layers that adapters change where a run file names none, by the last parts of their
   * paths; those that PEFT changes in the same family. Empty where there is no custom.
   */
  default List<String> adapterTargets() {
    return List.of();
  }

  /**
   * A model whose parameters are a pure function of the request's seed and of their names, but for
   * those that the request leaves unset.
   *
   * @throws IllegalArgumentException when there is no head for the task
   */
  Model create(S settings, ModelRequest request);

  /**
   * What to do about a {@code model_type} that this architecture is a part of, where the whole is
   * not computed; by that type.
   */
  default Map<String, String> advice() {
    return Map.of();
  }
}
