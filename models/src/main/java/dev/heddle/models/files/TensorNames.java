package dev.heddle.models.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a parameter's tensor under the names that Hugging Face's files have had for it: with or
 * without the base model's prefix, and LayerNorm's {@code gamma} and {@code beta} of the files that
 * were converted from TensorFlow.
 */
final class TensorNames {
  private static final Map<String, String> OLD_ENDINGS =
      Map.of("LayerNorm.gamma", "LayerNorm.weight", "LayerNorm.beta", "LayerNorm.bias");

  private final String prefix;
  private final Map<String, String> stored = new LinkedHashMap<>();

  /**
   * @param prefix what stands before the base model's tensors where there is a head
   */
  TensorNames(StoredTensors tensors, String prefix) {
    this.prefix = prefix + ".";
    tensors.tensors().forEach(info -> stored.putIfAbsent(modern(info.name()), info.name()));
    tensors.tensors().forEach(info -> stored.put(info.name(), info.name()));
  }

  private static String modern(String name) {
    for (Map.Entry<String, String> ending : OLD_ENDINGS.entrySet()) {
      if (name.endsWith(ending.getKey())) {
        return name.substring(0, name.length() - ending.getKey().length()) + ending.getValue();
      }
    }
    return name;
  }

  /** The name under which a parameter is stored. */
  Optional<String> find(String parameter) {
    return Optional.ofNullable(stored.get(parameter))
        .or(() -> Optional.ofNullable(stored.get(otherForm(parameter))));
  }

  /** The name without the prefix where it has it, with the prefix where it has not. */
  private String otherForm(String parameter) {
    return isOfBaseModel(parameter) ? parameter.substring(prefix.length()) : prefix + parameter;
  }

  /** Whether a parameter of a model with a head belongs to the base model below it. */
  boolean isOfBaseModel(String parameter) {
    return parameter.startsWith(prefix);
  }
}
