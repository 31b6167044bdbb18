package dev.heddle.models.files;

import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.registry.ArchitectureProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which stored tensor fills which parameter of a model, worked out and checked as a whole before
 * anything is read.
 */
final class LoadPlan {
  private final Model model;
  private final StoredTensors stored;
  private final TensorNames names;
  private final Predicate<String> isBuffer;
  private final Predicate<String> mayBeAbsent;
  private final VocabularyGrowth growth;
  private final Map<Parameter, String> sources = new LinkedHashMap<>();
  private final List<String> fresh = new ArrayList<>();
  private final Map<String, List<String>> problems = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  LoadPlan(
      Model model,
      StoredTensors stored,
      TensorNames names,
      ArchitectureProvider<?> architecture,
      VocabularyGrowth growth) {
    this.model = model;
    this.stored = stored;
    this.names = names;
    this.isBuffer = architecture::isBuffer;
    this.mayBeAbsent = architecture::mayBeAbsent;
    this.growth = growth;
    model.parameters().forEach(this::place);
    new TreeMap<>(model.tiedNames()).forEach(this::compareTied);
    refuseOtherLayers();
  }

  /** The stored tensor of each parameter that has one, in the model's order. */
  Map<Parameter, String> sources() {
    return sources;
  }

  /** Parameters that no tensor fills and none needs to, such as those of a new head. */
  List<String> fresh() {
    return fresh;
  }

  /** Tensors that no parameter asks for, without buffers and tied copies. */
  List<String> unexpected() {
    return stored.tensors().stream()
        .map(TensorInfo::name)
        .filter(name -> !known.contains(name) && !isBuffer.test(name))
        .sorted()
        .toList();
  }

  /**
   * Does nothing if the model can be filled.
   *
   * @throws ModelFolderException with everything that does not fit
   */
  void check() {
    if (problems.isEmpty()) {
      return;
    }
    String all =
        problems.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
            .collect(Collectors.joining("; "));
    throw new ModelFolderException(
        "Cannot load model: weights=%s; %s; use the %s that belongs to the weights"
            .formatted(stored.name(), all, ModelConfig.FILE));
  }

  private void place(Parameter parameter) {
    Optional<String> found = names.find(parameter.name()).or(() -> tiedTo(parameter));
    if (found.isPresent()) {
      known.add(found.get());
      checkForm(parameter, stored.find(found.get()).orElseThrow());
      sources.put(parameter, found.get());
    } else if (isOfNewHead(parameter) || mayBeAbsent.test(parameter.name())) {
      fresh.add(parameter.name());
    } else {
      note("missing", parameter.name());
    }
  }

  /** A tensor that is stored under another of its names only. */
  private Optional<String> tiedTo(Parameter parameter) {
    return model.tiedNames().entrySet().stream()
        .filter(tie -> tie.getValue().equals(parameter.name()))
        .map(Map.Entry::getKey)
        .sorted()
        .flatMap(alias -> names.find(alias).stream())
        .findFirst();
  }

  private boolean isOfNewHead(Parameter parameter) {
    boolean wantsNewHead =
        model.task() instanceof Task.SequenceClassification
            || model.task() instanceof Task.TokenClassification;
    return wantsNewHead && !names.isOfBaseModel(parameter.name());
  }

  private void checkForm(Parameter parameter, TensorInfo info) {
    if (!info.type().isFloat()) {
      note("of a type other than F32, F16 and BF16", info.name() + " " + info.type());
    }
    if (!growth.fits(info.shape(), parameter.shape().getShape())) {
      note(
          "of another shape",
          "%s %s where %s is needed"
              .formatted(info.name(), info.shape(), growth.stored(parameter)));
    }
  }

  /** A tied tensor that is stored as well must hold the same values, or the tie is wrong. */
  private void compareTied(String alias, String parameter) {
    Optional<String> copy = names.find(alias);
    Optional<String> source =
        sources.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(parameter))
            .map(Map.Entry::getValue)
            .findFirst();
    if (copy.isEmpty() || source.isEmpty() || copy.equals(source)) {
      return;
    }
    known.add(copy.get());
    if (!StoredValues.areEqual(stored, copy.get(), source.get())) {
      note("tied by the config and different", copy.get() + " and " + source.get());
    }
  }

  /** Layers that the config does not count would be left out in silence. */
  private void refuseOtherLayers() {
    Set<String> patterns =
        sources.values().stream().map(LoadPlan::pattern).collect(Collectors.toSet());
    Collection<String> others =
        unexpected().stream().filter(name -> patterns.contains(pattern(name))).toList();
    others.forEach(name -> note("of layers that the config does not have", name));
  }

  private static String pattern(String name) {
    return name.replaceAll("\\.\\d+\\.", ".#.").replaceAll("^\\d+\\.", "#.");
  }

  private void note(String problem, String name) {
    problems.computeIfAbsent(problem, key -> new ArrayList<>()).add(name);
  }
}
