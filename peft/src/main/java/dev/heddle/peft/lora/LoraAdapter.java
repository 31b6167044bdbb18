package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.Model;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.models.files.Weights;
import dev.heddle.models.layers.Parameter;
import dev.heddle.peft.Adapter;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.peft.engine.AdapterNames;
import dev.heddle.peft.engine.ModuleSelection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What LoRA has added to a model: factors, and parameters of the model that it trains besides. */
final class LoraAdapter implements Adapter {
  private final Model model;
  private final LoraPlan plan;
  private final ModuleSelection selection;
  private final Map<String, LoraModule> changed;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private boolean isMerged;

  /**
   * @param model as it is trained: what is not frozen belongs to the adapter
   * @param changed layers by their paths
   */
  LoraAdapter(
      Model model, LoraPlan plan, ModuleSelection selection, Map<String, LoraModule> changed) {
    this.model = model;
    this.plan = plan;
    this.selection = selection;
    this.changed = changed;
    model.parameters().stream()
        .filter(Parameter::isTrainable)
        .forEach(parameter -> weights.put(tensor(parameter.name()), parameter.value()));
  }

  private String tensor(String parameter) {
    String module = parameter.substring(0, parameter.lastIndexOf('.'));
    boolean wasThere = parameter.endsWith(".bias") && changed.containsKey(module);
    return wasThere ? AdapterNames.ofChanged(parameter) : AdapterNames.of(parameter);
  }

  /**
   * Copies stored values into the model. A file may also hold weights that are not trained, such as
   * a table that PEFT saved because it had grown; they replace the model's.
   */
  void load(AdapterFolder folder) {
    Map<String, NDArray> parameters =
        model.parameters().stream().collect(Collectors.toMap(Parameter::name, Parameter::value));
    try (SafetensorsReader file = folder.weights()) {
      Map<String, NDArray> wanted = new LinkedHashMap<>(weights);
      file.header().tensors().stream()
          .map(TensorInfo::name)
          .filter(name -> parameters.containsKey(AdapterNames.parameter(name)))
          .forEach(name -> wanted.put(name, parameters.get(AdapterNames.parameter(name))));
      Weights.load(file, wanted, model.engine(), Weights.Extras.REFUSE);
    }
  }

  @Override
  public Map<String, NDArray> weights() {
    return weights;
  }

  @Override
  public Map<String, byte[]> files(String base) {
    return Map.of(
        AdapterFolder.CONFIG, LoraConfig.write(model, plan, selection, changed.keySet(), base));
  }

  @Override
  public void merge() {
    requireMerged(false, "merge", "it is part of the weights already; unmerge it first");
    refuseTied();
    changed.values().forEach(LoraModule::merge);
    isMerged = true;
  }

  @Override
  public void unmerge() {
    requireMerged(true, "unmerge", "it is not part of the weights; merge it first");
    changed.values().forEach(LoraModule::unmerge);
    isMerged = false;
  }

  private void requireMerged(boolean wanted, String what, String rule) {
    if (isMerged != wanted) {
      throw new IllegalStateException("Cannot %s the adapter: %s".formatted(what, rule));
    }
  }

  /** What is added to a table must not reach a head that predicts with the same table. */
  private void refuseTied() {
    for (String path : changed.keySet()) {
      String weight = path + ".weight";
      if (model.tiedNames().containsValue(weight)) {
        throw new IllegalStateException(
            "Cannot merge the adapter: module=%s; %s is the same array, which the adapter does not change; keep the adapter apart"
                .formatted(path, names(weight)));
      }
    }
  }

  private String names(String weight) {
    return model.tiedNames().entrySet().stream()
        .filter(tie -> tie.getValue().equals(weight))
        .map(Map.Entry::getKey)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
