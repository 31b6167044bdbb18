package dev.heddle.peft.engine;

import dev.heddle.models.Model;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The modules of a model by Hugging Face's paths, as its tree and the names of its parameters tell
 * them.
 */
public final class ModelModules {
  private final Map<String, Slot> linear;
  private final Map<String, Embedding> tables;
  private final List<Parameter> parameters;

  /** Those of a model as it is now. */
  public ModelModules(Model model) {
    this.linear = model.root().projections();
    this.tables = model.root().embeddings();
    this.parameters = model.parameters();
  }

  /** Linear layers that can be replaced. */
  public Map<String, Slot> linear() {
    return linear;
  }

  /** Embedding tables. */
  public Map<String, Embedding> tables() {
    return tables;
  }

  /** Paths of modules that hold parameters and are neither. */
  public Set<String> others() {
    Set<String> others = new TreeSet<>();
    parameters.forEach(parameter -> others.add(module(parameter.name())));
    others.removeAll(linear.keySet());
    others.removeAll(tables.keySet());
    return others;
  }

  /** The parameters of all modules whose paths end with one of these texts, as PEFT compares. */
  public List<Parameter> endingWith(Collection<String> ends) {
    return parameters.stream()
        .filter(parameter -> ends.stream().anyMatch(end -> isWithin(parameter.name(), end)))
        .toList();
  }

  /** The last parts of the paths of what can be changed: names that a pattern may use. */
  public String choices() {
    Set<String> names = new TreeSet<>();
    linear.keySet().forEach(path -> names.add(lastPart(path)));
    tables.keySet().forEach(path -> names.add(lastPart(path)));
    return names.stream().collect(Collectors.joining(", "));
  }

  private static boolean isWithin(String parameter, String end) {
    for (String path = module(parameter); !path.isEmpty(); path = module(path)) {
      if (path.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  private static String module(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
