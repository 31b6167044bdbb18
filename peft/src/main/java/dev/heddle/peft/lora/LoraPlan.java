package dev.heddle.peft.lora;

import dev.heddle.peft.engine.ModulePattern;
import dev.heddle.peft.engine.ModuleSelection;
import dev.heddle.peft.engine.PatternMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be added to a model, whoever says it: a run file or a stored adapter.
 *
 * @param targets which modules; empty for what is usual in the model's family
 * @param excluded which not
 * @param settings ranks, scales and the rest; its patterns of modules are not looked at
 */
record LoraPlan(
    Optional<ModulePattern> targets, Optional<ModulePattern> excluded, LoraSettings settings) {

  /** What a run file says. */
  static LoraPlan of(LoraSettings settings) {
    return new LoraPlan(
        pattern(settings.targetModules()), pattern(settings.excludeModules()), settings);
  }

  private static Optional<ModulePattern> pattern(List<String> entries) {
    return entries.isEmpty() ? Optional.empty() : Optional.of(ModulePattern.of(entries));
  }

  /**
   * The modules that are changed.
   *
   * @param usual targets where none are named
   * @param heads modules that are trained as they are without being named
   */
  ModuleSelection selection(ModulePattern usual, List<String> heads) {
    return new ModuleSelection(
        targets.orElse(usual),
        excluded,
        toSave(heads),
        settings.layersToTransform(),
        settings.layersPattern());
  }

  /** All modules that are trained as they are. */
  List<String> toSave(List<String> heads) {
    return Stream.concat(settings.modulesToSave().stream(), heads.stream()).distinct().toList();
  }

  /** The rank of a module. */
  int rank(String path) {
    return new PatternMap<>(settings.rankPattern()).of(path, settings.r());
  }

  /** By what a module's {@code B A} counts. */
  double scale(String path) {
    double alpha = new PatternMap<>(settings.alphaPattern()).of(path, settings.loraAlpha());
    int rank = rank(path);
    return alpha / (settings.useRslora() ? Math.sqrt(rank) : rank);
  }
}
