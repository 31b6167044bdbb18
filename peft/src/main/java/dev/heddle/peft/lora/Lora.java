package dev.heddle.peft.lora;

import dev.heddle.models.Model;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.FirstValues;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.registry.Architectures;
import dev.heddle.peft.Adapter;
import dev.heddle.peft.AdapterException;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.peft.Method;
import dev.heddle.peft.engine.ModelModules;
import dev.heddle.peft.engine.ModulePattern;
import dev.heddle.peft.engine.ModuleSelection;
import dev.heddle.peft.engine.TaskHeads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Low-rank adaptation: chosen linear layers and tables get a product of two thin matrices added,
 * and all else is frozen.
 *
 * @param plan what is added
 * @param stored an adapter whose values it starts from
 */
record Lora(LoraPlan plan, Optional<AdapterFolder> stored) implements Method {

  @Override
  public Adapter attach(Model model, long seed) {
    ModelModules modules = new ModelModules(model);
    ModulePattern usual = new ModulePattern.Names(usual(model));
    // A stored adapter says itself which heads it holds.
    List<String> heads = stored.isPresent() ? List.of() : TaskHeads.of(model);
    ModuleSelection selection = plan.selection(usual, heads);
    requireTargets(model, selection);
    refuseOthers(modules, selection);
    List<Parameter> saved = modules.endingWith(selection.toSave());
    refuseTied(model, saved);
    List<Parameter> trained = saved.stream().filter(Parameter::isTrainable).toList();
    List<Parameter> biases =
        model.parameters().stream()
            .filter(parameter -> parameter.name().endsWith(".bias") && parameter.isTrainable())
            .toList();
    model.parameters().forEach(Parameter::freeze);
    Map<String, LoraModule> changed = change(model, modules, selection, seed);
    requireChanged(modules, selection, changed);
    trained.forEach(Parameter::train);
    biases.stream().filter(bias -> isTrained(bias, changed)).forEach(Parameter::train);
    LoraAdapter adapter = new LoraAdapter(model, plan, selection, changed);
    stored.ifPresent(adapter::load);
    return adapter;
  }

  private static List<String> usual(Model model) {
    return Architectures.ofModelType(model.modelType()).adapterTargets();
  }

  private void requireTargets(Model model, ModuleSelection selection) {
    if (selection.targets() instanceof ModulePattern.Names names && names.names().isEmpty()) {
      throw new AdapterException(
          "Cannot attach LoRA: peft.target_modules is absent; model type %s has no usual ones; name some, or say all-linear"
              .formatted(model.modelType()));
    }
  }

  /** Targets that nothing can be added to would be left out in silence. */
  private static void refuseOthers(ModelModules modules, ModuleSelection selection) {
    if (selection.targets() instanceof ModulePattern.AllLinear) {
      return;
    }
    List<String> refused = modules.others().stream().filter(selection::includes).toList();
    if (!refused.isEmpty()) {
      throw new AdapterException(
          "Cannot attach LoRA: peft.target_modules means %s; only linear layers and embedding tables can be changed: %s; narrow it, or put the others into peft.modules_to_save"
              .formatted(refused, modules.choices()));
    }
  }

  /** PEFT would train a copy of a shared table and leave the other use as it was. */
  private static void refuseTied(Model model, List<Parameter> saved) {
    for (Parameter parameter : saved) {
      if (model.tiedNames().containsValue(parameter.name())) {
        throw new AdapterException(
            "Cannot attach LoRA: peft.modules_to_save means %s; the model uses it under two names, %s; leave it out, or untie the two in the stored model"
                .formatted(parameter.name(), model.tiedNames().keySet()));
      }
    }
  }

  private Map<String, LoraModule> change(
      Model model, ModelModules modules, ModuleSelection selection, long seed) {
    Site root = root(model, seed);
    Map<String, LoraModule> changed = new LinkedHashMap<>();
    modules
        .linear()
        .forEach(
            (path, slot) -> {
              if (selection.includes(path)) {
                changed.put(path, replaced(slot, at(root, path)));
              }
            });
    if (!(selection.targets() instanceof ModulePattern.AllLinear)) {
      modules
          .tables()
          .forEach(
              (path, table) -> {
                if (selection.includes(path)) {
                  changed.put(path, updated(table, at(root, path)));
                }
              });
    }
    return changed;
  }

  private LoraLinear replaced(Slot slot, Site site) {
    LoraLinear layer = new LoraLinear(site, slot.layer(), plan);
    slot.replace(layer);
    return layer;
  }

  private LoraTable updated(Embedding table, Site site) {
    LoraTable update = new LoraTable(site, table, plan);
    table.updateBy(update);
    return update;
  }

  /** Where added parameters are made: they live as long as the model's own. */
  private static Site root(Model model, long seed) {
    return new Site(
        model.engine(),
        model.parameters().get(0).value().getManager(),
        model.precision(),
        seed,
        FirstValues.DRAWN,
        "");
  }

  private static Site at(Site root, String path) {
    return root.at(path);
  }

  private static void requireChanged(
      ModelModules modules, ModuleSelection selection, Map<String, LoraModule> changed) {
    if (!changed.isEmpty()) {
      return;
    }
    boolean allExcluded = modules.linear().keySet().stream().anyMatch(selection::excludes);
    throw new AdapterException(
        "Cannot attach LoRA: peft.target_modules means no module%s; modules are %s; correct the names"
            .formatted(
                allExcluded
                    ? " that peft.exclude_modules, modules_to_save and layers_to_transform leave"
                    : "",
                modules.choices()));
  }

  private boolean isTrained(Parameter bias, Map<String, LoraModule> changed) {
    return switch (plan.settings().bias()) {
      case NONE -> false;
      case ALL -> true;
      case LORA_ONLY -> changed.containsKey(bias.name().replaceAll("\\.bias$", ""));
    };
  }
}
